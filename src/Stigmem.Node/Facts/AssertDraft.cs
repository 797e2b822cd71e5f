using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Facts;

/// <summary>An assert whose shape, values and permissions are checked; what is left depends on the writer's turn.</summary>
internal sealed record AssertDraft
{
    public required Principal Caller { get; init; }

    /// <summary>Normalized, before aliases.</summary>
    public required string Entity { get; init; }

    public required string Relation { get; init; }

    public required FactValue Value { get; init; }

    /// <summary>Normalized, before aliases.</summary>
    public required string Source { get; init; }

    public required double Confidence { get; init; }

    public required FactScope Scope { get; init; }

    public string? ValidUntil { get; init; }

    public long? ValidUntilMicroseconds { get; init; }

    /// <summary>The garden's URI as sent.</summary>
    public string? GardenUri { get; init; }

    /// <summary>The agent key that signed it, verified.</summary>
    public Guid? AttestedKey { get; init; }

    /// <summary>Canonical JSON of <c>derived_from</c>; null when empty.</summary>
    public string? DerivedFromJson { get; init; }

    /// <summary>What the fact derives from.</summary>
    public IReadOnlyList<DerivedFrom> DerivedFrom { get; init; } = [];

    /// <summary>Whether the writer says from what it summarizes.</summary>
    public bool IsSummary { get; init; }

    /// <summary>The session, if the request named one.</summary>
    public string? Session { get; init; }

    /// <summary>Advice for the caller.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The content id, when no alias applies; computed outside the writer's turn.</summary>
    public required ContentId Cid { get; init; }
}
