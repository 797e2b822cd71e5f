using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Ingest;

/// <summary>
/// The rules that need nothing but the fact and the terms: names, scope, source, content id. Source of the rule:
/// Federation contract, sections 6 and 7.
/// </summary>
public static class IngestScreen
{
    private const double ExactIntegers = 1L << 53;
    private const string ResolutionPrefix = "stigmem:resolution:";

    /// <summary>Judges a fact; null together with the reason.</summary>
    public static ScreenedFact? Judge(InboundFact fact, IngestTerms terms, out IngestRefusal refusal)
    {
        refusal = Names(fact.Body);
        if (refusal == IngestRefusal.None)
            refusal = Rights(fact.Body, terms);
        var (cid, text) = (CidState.Absent, fact.Body.ValueText);
        if (refusal == IngestRefusal.None)
            refusal = Content(fact, terms, out cid, out text);
        if (refusal == IngestRefusal.None && fact.InterpretAs is null)
            refusal = IngestRefusal.InvalidInterpretAs;
        return refusal == IngestRefusal.None
            ? new ScreenedFact(fact with { Body = fact.Body with { ValueText = text } }, cid)
            : null;
    }

    // Resolutions of conflicts federate, whoever wrote them; anything else about the fabric is each node's own to say.
    private static IngestRefusal Names(in FactBody body)
    {
        if (Relations.IsSystem(body.Relation))
            return IngestRefusal.ReservedName;
        if (body.Entity.StartsWith(ResolutionPrefix, StringComparison.Ordinal))
            return IngestRefusal.None;
        return Relations.IsSystem(body.Entity) || body.Source.StartsWith("system:", StringComparison.Ordinal)
            ? IngestRefusal.ReservedName
            : IngestRefusal.None;
    }

    private static IngestRefusal Rights(in FactBody body, IngestTerms terms)
    {
        if (!terms.Permitted.Contains(body.Scope))
        {
            return terms.Route == IngestRoute.CapabilityPush
                ? IngestRefusal.InsufficientCapability
                : IngestRefusal.ScopeNotPermitted;
        }

        var owned = body.Source == terms.OwnSource || terms.Sources switch
        {
            SourcePolicy.Any => true,
            SourcePolicy.Manifest => terms.ManifestEntities.Contains(body.Source),
            _ => EntityUri.AuthorityOf(terms.OwnSource) is { } authority && EntityUri.IsUnder(body.Source, authority),
        };
        return owned ? IngestRefusal.None : IngestRefusal.SourceNotOwned;
    }

    private static IngestRefusal Content(InboundFact fact, IngestTerms terms, out CidState state, out string text)
    {
        (state, text) = (CidState.Absent, fact.Body.ValueText);
        if (fact.Cid is null)
            return terms.RequiresCid ? IngestRefusal.CidRequired : IngestRefusal.None;

        state = CidState.Verified;
        if (!ContentId.TryParse(fact.Cid, out var declared))
            return IngestRefusal.CidMismatch;
        if (ContentId.MatchesDeclared(fact.Body, fact.Cid, out var accepted))
        {
            text = accepted;
            return IngestRefusal.None;
        }

        // A long integer that travelled with all its digits still fits; one that became a double cannot be checked.
        if (!new FactValue(fact.Body.ValueType, text, default).TryGetNumber(out var number) || Math.Abs(number) < ExactIntegers)
            return IngestRefusal.CidMismatch;
        if (ContentId.Of(fact.Body) == declared)
            return IngestRefusal.None;

        state = CidState.UnverifiableNumber;
        return terms.RequiresCid ? IngestRefusal.CidMismatch : IngestRefusal.None;
    }
}
