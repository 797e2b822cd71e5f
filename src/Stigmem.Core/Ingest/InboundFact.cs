using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Ingest;

/// <summary>
/// What may be believed of a peer's fact: the statement and its stamp. Garden, trust, quarantine, attestation, origin and
/// warnings are the sender's own and are not even read. Source of the rule: Federation contract, section 5.1.
/// </summary>
public sealed record InboundFact
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the content id covers. Nothing is normalized.</summary>
    public required FactBody Body { get; init; }

    /// <summary>Content or instruction; null if it is something else.</summary>
    public required InterpretAs? InterpretAs { get; init; }

    /// <summary>When the sender wrote it, as it says.</summary>
    public required string Timestamp { get; init; }

    /// <summary>When it ceases to hold, as it says; null for never.</summary>
    public required string? ValidUntil { get; init; }

    /// <summary>The same as microseconds since the Unix epoch.</summary>
    public required long? ValidUntilMicroseconds { get; init; }

    /// <summary>The stamp of its origin.</summary>
    public required Hlc? Hlc { get; init; }

    /// <summary>The content id that it declares.</summary>
    public required string? Cid { get; init; }
}
