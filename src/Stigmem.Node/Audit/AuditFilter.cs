namespace Stigmem.Node.Audit;

/// <summary>Which lines of the audit trail are asked for; null filters nothing.</summary>
internal sealed record AuditFilter
{
    public string? EntityUri { get; init; }

    public string? OidcSub { get; init; }

    public string? Source { get; init; }

    public Guid? FactId { get; init; }

    public bool? Attested { get; init; }

    public string? EventType { get; init; }

    /// <summary>Whether the writing of facts is left out, whatever else matches.</summary>
    public bool WithoutFacts { get; init; }

    /// <summary>
    /// Whether events are left out that come by the thousand: reading, batches, and what was refused to callers. The others are
    /// found by an index of their own, without a walk through the log.
    /// </summary>
    public bool WithoutTraffic { get; init; }

    /// <summary>Whether the filter asks about columns that are withheld with a fact the caller may not see.</summary>
    public bool AsksAboutFacts => Source is not null || Attested is not null;

    /// <summary>Whether facts can match at all.</summary>
    public bool TakesFacts => !WithoutFacts && EventType is null or AuditEntry.FactWrite;

    /// <summary>Whether other events can match at all.</summary>
    public bool TakesEvents => EventType is not AuditEntry.FactWrite;

    public bool Matches(AuditEntry entry) =>
        (EntityUri is null || entry.EntityUri == EntityUri)
        && (OidcSub is null || entry.OidcSub == OidcSub)
        && (Source is null || entry.Source == Source)
        && (FactId is null || entry.FactId == FactId)
        && (Attested is not { } attested || entry.AttestedKeyId is not null == attested)
        && (EventType is null || entry.EventType == EventType);
}
