using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Node.Facts;

/// <summary>A fact as it stands in the log, with what became of it since.</summary>
internal sealed record StoredFact
{
    public required long Seq { get; init; }

    public required Guid Id { get; init; }

    public required string Tenant { get; init; }

    public required string Entity { get; init; }

    public required string Relation { get; init; }

    public required FactValue Value { get; init; }

    public required string Source { get; init; }

    public required double WrittenConfidence { get; init; }

    public required FactScope Scope { get; init; }

    public required long TimestampMicroseconds { get; init; }

    public required Hlc Hlc { get; init; }

    public string? WrittenValidUntil { get; init; }

    public long? WrittenValidUntilMicroseconds { get; init; }

    public Guid? WrittenGarden { get; init; }

    public string? DerivedFromJson { get; init; }

    public string? AttestedKeyId { get; init; }

    public required string Actor { get; init; }

    public string? OidcSub { get; init; }

    public string? ReceivedFrom { get; init; }

    public string? OriginNodeId { get; init; }

    public string? OriginAllowedScopes { get; init; }

    /// <summary>The stamp of the node where it was asserted, if that was another.</summary>
    public Hlc? OriginHlc { get; init; }

    public required long RecordedMicroseconds { get; init; }

    public required ContentId Cid { get; init; }

    public required long ChainSeq { get; init; }

    public FactState State { get; init; } = FactState.Untouched;

    /// <summary>The confidence in force.</summary>
    public double Confidence => State.Confidence ?? WrittenConfidence;

    /// <summary>The expiry in force, verbatim.</summary>
    public string? ValidUntil => State.ValidUntilMicroseconds is null ? WrittenValidUntil : State.ValidUntil;

    /// <summary>The expiry in force.</summary>
    public long? ValidUntilMicroseconds => State.ValidUntilMicroseconds ?? WrittenValidUntilMicroseconds;

    /// <summary>The garden the fact is in now.</summary>
    public Guid? Garden => State.GardenMoved ? State.Garden : WrittenGarden;

    /// <summary>Whether the fabric itself is its subject.</summary>
    public bool IsSystem => Relations.IsSystemFact(Entity, Relation);

    /// <summary>Whether its time is over.</summary>
    public bool IsExpired(long nowMicroseconds) => ValidUntilMicroseconds is { } until && until <= nowMicroseconds;

    /// <summary>Unexpired, neither retracted nor superseded, neither pending nor rejected in quarantine.</summary>
    public bool IsLive(long nowMicroseconds) =>
        State.RetractedMicroseconds is null
        && State.SupersededMicroseconds is null
        && State.Quarantine is (QuarantineStatus.None or QuarantineStatus.Promoted)
        && !IsExpired(nowMicroseconds);

    /// <summary>What contradiction and retraction look at.</summary>
    public Assertion ToAssertion(long nowMicroseconds) =>
        new(Id, Source, Value.Type, Value.Text, Confidence, OriginHlc ?? Hlc, IsLive(nowMicroseconds), Garden, Relations.MayDiffer(Entity, Relation));

    /// <summary>What its content id covers.</summary>
    public FactBody ToBody() => new(Entity, Relation, Value.Type, Value.Text, Source, WrittenConfidence, Scope);
}
