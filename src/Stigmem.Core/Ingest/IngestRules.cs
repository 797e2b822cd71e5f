using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Trust;

namespace Stigmem.Core.Ingest;

/// <summary>
/// The rules that need the store, asked in the writer's turn: a fact of the same id, quarantine, the stamp. Source of the
/// rule: Federation contract, section 7, steps 4 to 9.
/// </summary>
public static class IngestRules
{
    private const string InstructionPrefix = "instruction:";

    /// <summary>Judges a fact that was screened.</summary>
    /// <param name="screened">The fact.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="trust">The trust in its source; ignored if trust is off.</param>
    /// <param name="known">The stored fact of the same id, if there is one.</param>
    /// <param name="nowMs">This node's wall clock.</param>
    public static IngestVerdict Judge(ScreenedFact screened, IngestTerms terms, double trust, KnownFact? known, long nowMs)
    {
        // First of all, although the reference asks last: what is stored already comes again with every page that overlaps,
        // and must not be refused when the garden or the trust has gone since.
        var fact = screened.Fact;
        if (known is { } stored)
            return Refuse(Repeated(fact, stored));

        var quarantine = Quarantine(fact, terms, trust);
        if (quarantine != InboundQuarantine.None && !terms.HasQuarantineGarden)
        {
            return Refuse(quarantine == InboundQuarantine.Instruction
                ? IngestRefusal.QuarantineGardenRequired
                : IngestRefusal.TrustBelowThreshold);
        }

        var skew = fact.Hlc is { } hlc ? terms.Bounds.Judge(hlc, nowMs) : HlcSkew.None;
        HlcAnomaly? anomaly = skew == HlcSkew.None ? null : new(skew, fact.Hlc!.Value.WallMs, nowMs, terms.Bounds);
        if (skew == HlcSkew.Future)
            return Refuse(IngestRefusal.HlcInFuture) with { Anomaly = anomaly };

        // What this node asked for may be old: a new peer brings its history. What is pushed is news.
        if (skew == HlcSkew.Past && terms.Route != IngestRoute.Pull)
            return Refuse(IngestRefusal.HlcInPast) with { Anomaly = anomaly };

        return new IngestVerdict
        {
            Accepted = new AcceptedFact(
                screened,
                FactOrigin.Of(terms, fact.Body.Scope),
                quarantine,
                terms.TrustMode == TrustMode.Off ? null : trust,
                FollowsStamp: fact.Hlc is not null && skew == HlcSkew.None),
            Anomaly = anomaly,
        };
    }

    /// <summary>
    /// The statement that records where a fact came from; stored with it, in the same transaction, and never served.
    /// Source of the rule: Federation contract, section 7, step 9.
    /// </summary>
    public static FactBody ReceivedFrom(Guid factId, string sender) => new(
        factId.ToString(), "stigmem:received_from", FactValueType.Ref, sender, "system:stigmem", Confidence: 1.0, FactScope.Local);

    /// <summary>Whether a fact instructs: by its type, or by the namespace of its names.</summary>
    public static bool IsInstruction(InterpretAs interpretAs, string entity, string relation) =>
        interpretAs == InterpretAs.Instruction
        || entity.StartsWith(InstructionPrefix, StringComparison.Ordinal)
        || relation.StartsWith(InstructionPrefix, StringComparison.Ordinal);

    private static InboundQuarantine Quarantine(InboundFact fact, IngestTerms terms, double trust)
    {
        if (IsInstruction(fact.InterpretAs ?? InterpretAs.Content, fact.Body.Entity, fact.Body.Relation))
            return InboundQuarantine.Instruction;
        return terms.TrustMode == TrustMode.Strict && trust < TrustThresholds.Ingest ? InboundQuarantine.Trust : InboundQuarantine.None;
    }

    // An id belongs to its first content: else a peer could take the place of a fact that it does not like. A long integer
    // whose declared id could not be verified is stored under the id of what came, so the content counts as well.
    private static IngestRefusal Repeated(InboundFact fact, in KnownFact known)
    {
        if (known.Cid is { } cid && fact.Cid != cid && !ContentId.MatchesDeclared(fact.Body, cid, out _))
            return IngestRefusal.IdConflict;
        return known.ValidUntilMicroseconds is { } end && !(fact.ValidUntilMicroseconds <= end)
            ? IngestRefusal.ValidUntilExtension
            : IngestRefusal.None;
    }

    private static IngestVerdict Refuse(IngestRefusal refusal) => new() { Refusal = refusal };
}
