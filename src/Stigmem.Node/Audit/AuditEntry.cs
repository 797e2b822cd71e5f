using Stigmem.Core.Clock;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Audit;

/// <summary>One line of the audit trail: a row of <c>audit_events</c>, or a fact read as the event of its writing.</summary>
internal sealed record AuditEntry
{
    /// <summary>The type of the events that facts are.</summary>
    public const string FactWrite = "fact_write";

    public required long Seq { get; init; }

    /// <summary>Of a fact's writing: the fact's own id.</summary>
    public required Guid Id { get; init; }

    public required string EventType { get; init; }

    public required string Outcome { get; init; }

    public required string? EntityUri { get; init; }

    public required string? OidcSub { get; init; }

    public required Guid? FactId { get; init; }

    public required string Source { get; init; }

    public required string? AttestedKeyId { get; init; }

    public required long Microseconds { get; init; }

    /// <summary>The stamp of the hybrid clock; null in rows of before rows had one.</summary>
    public Hlc? Hlc { get; init; }

    public string? DetailJson { get; init; }

    /// <summary>The fact whose writing this is; null for every other event.</summary>
    public StoredFact? Fact { get; init; }

    public static AuditEntry Of(StoredFact fact) => new()
    {
        Seq = fact.Seq,
        Id = fact.Id,
        EventType = FactWrite,
        Outcome = "success",
        EntityUri = fact.Actor,
        OidcSub = fact.OidcSub,
        FactId = fact.Id,
        Source = fact.Source,
        AttestedKeyId = fact.AttestedKeyId,
        Microseconds = fact.RecordedMicroseconds,
        Hlc = fact.Hlc,
        Fact = fact,
    };
}
