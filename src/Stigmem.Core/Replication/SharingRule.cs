using Stigmem.Core.Facts;

namespace Stigmem.Core.Replication;

/// <summary>
/// Facts that go only to some peers. A member that is not given matches every fact. The reference knows only scopes, and
/// names finer sharing among its own limitations.
/// </summary>
public sealed record SharingRule
{
    /// <summary>What the operator calls it.</summary>
    public required string Name { get; init; }

    /// <summary>How the entity begins.</summary>
    public string? EntityPrefix { get; init; }

    /// <summary>The relation.</summary>
    public string? Relation { get; init; }

    /// <summary>The source.</summary>
    public string? Source { get; init; }

    /// <summary>The scope.</summary>
    public FactScope? Scope { get; init; }

    /// <summary>The node ids of the peers that may have what it matches; none keeps it here.</summary>
    public required IReadOnlyList<string> Peers { get; init; }

    /// <summary>Whether it is about a fact.</summary>
    public bool Matches(in OutgoingFact fact) =>
        (EntityPrefix is null || fact.Entity.StartsWith(EntityPrefix, StringComparison.Ordinal))
        && (Relation is null || fact.Relation == Relation)
        && (Source is null || fact.Source == Source)
        && (Scope is null || fact.Scope == Scope);

    /// <summary>Whether it matches every fact that another one matches.</summary>
    public bool Covers(SharingRule other) =>
        (EntityPrefix is null || other.EntityPrefix?.StartsWith(EntityPrefix, StringComparison.Ordinal) == true)
        && (Relation is null || Relation == other.Relation)
        && (Source is null || Source == other.Source)
        && (Scope is null || Scope == other.Scope);

    /// <summary>Whether another one has the same name, matches the same and names the same peers, in whatever order.</summary>
    public bool SaysTheSameAs(SharingRule other) =>
        Name == other.Name && Covers(other) && other.Covers(this) && Peers.ToHashSet(StringComparer.Ordinal).SetEquals(other.Peers);
}
