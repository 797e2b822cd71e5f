using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Node.Facts;

/// <summary>A fact on its way into the log: checked, normalized, without its place yet.</summary>
internal sealed record NewFact
{
    public required string Tenant { get; init; }

    public required string Entity { get; init; }

    public required string Relation { get; init; }

    public required FactValue Value { get; init; }

    public required string Source { get; init; }

    public required double Confidence { get; init; }

    public required FactScope Scope { get; init; }

    public string? ValidUntil { get; init; }

    public long? ValidUntilMicroseconds { get; init; }

    public Guid? Garden { get; init; }

    public string? DerivedFromJson { get; init; }

    public string? AttestedKeyId { get; init; }

    public required string Actor { get; init; }

    public string? OidcSub { get; init; }

    public required ContentId Cid { get; init; }

    /// <summary>Where it came from; null when it is asserted here.</summary>
    public Arrival? Arrival { get; init; }

    /// <summary>The tuple it belongs to.</summary>
    public FactTuple Tuple => new(Tenant, Entity, Relation, Scope);

    /// <summary>What contradiction and retraction look at, before it has its place.</summary>
    public Assertion ToAssertion(Guid id, Hlc hlc, long nowMicroseconds) => new(
        id, Source, Value.Type, Value.Text, Confidence, hlc,
        ValidUntilMicroseconds is not { } until || until > nowMicroseconds, Garden, Relations.MayDiffer(Entity, Relation));

    /// <summary>The content id of a body.</summary>
    public static ContentId CidOf(string entity, string relation, in FactValue value, string source, double confidence, FactScope scope) =>
        ContentId.Of(new FactBody(entity, relation, value.Type, value.Text, source, confidence, scope));
}
