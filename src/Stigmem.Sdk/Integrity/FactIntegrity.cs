using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Facts;

namespace Stigmem.Sdk.Integrity;

/// <summary>Checks in this process that a fact is what its content id promises (Facts contract, section 8).</summary>
public static class FactIntegrity
{
    /// <summary>
    /// Recomputes the content id. A number may have been hashed over its float text or over its integer text, whichever way
    /// it travelled; both are accepted. The id does not cover time, expiry, provenance, garden and <c>interpret_as</c>:
    /// those are covered by the chain, see <see cref="ChainVerifier"/>.
    /// </summary>
    public static CidVerdict VerifyCid(FactRecord fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Cid is not { } declared)
            return CidVerdict.Missing;
        if (Fits(fact, declared))
            return CidVerdict.Valid;
        if (fact.SanitizerRedacted || fact.SanitizerChanged)
            return CidVerdict.ChangedBySanitizer;
        return fact is { QuarantineStatus: "rejected", Confidence: 0 } ? CidVerdict.ConfidenceOverridden : CidVerdict.Mismatch;
    }

    private static bool Fits(FactRecord fact, string declared)
    {
        if (!FactValueTypes.TryParse(fact.Value.Type, out var type) || !FactScopes.TryParse(fact.Scope, out var scope))
            return false;

        // The storage text of nothing is "null": a text must not pass for it, nor nothing for that text.
        if (fact.Value.V.Kind == FactValueKind.Null != (type == FactValueType.Null) || !double.IsFinite(fact.Confidence))
            return false;
        FactBody body = new(fact.Entity, fact.Relation, type, fact.Value.StorageText(), fact.Source, fact.Confidence, scope);
        try
        {
            return ContentId.MatchesDeclared(body, declared, out _);
        }
        catch (FormatException)
        {
            // A lone surrogate: no content id can have been made over it.
            return false;
        }
    }
}
