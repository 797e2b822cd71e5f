using Stigmem.Core.Facts;
using Stigmem.Core.Vectors;
using Stigmem.Node.Facts;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Embeddings;

/// <summary>
/// What may be handed to the provider (decision 0110). Nothing that instructs, that is held back, or that readers do not get;
/// beyond this machine also nothing suspect, of a garden, or of a scope that the operator did not name.
/// </summary>
internal sealed class EmbeddingConsent(EmbeddingSettings settings, FactSanitizer sanitizer)
{
    /// <summary>The text of a fact that may be handed over, else null.</summary>
    public string? TextOf(StoredFact fact, long nowMicroseconds)
    {
        if (!fact.IsLive(nowMicroseconds) || fact.IsSystem || fact.Source.StartsWith("system:", StringComparison.Ordinal)
            || fact.Value.InterpretAs == InterpretAs.Instruction || fact.Confidence <= settings.LeastConfidence)
            return null;
        if (settings.IsRemote && (!settings.RemoteScopes.Contains(fact.Scope) || (fact.Garden is not null && !settings.RemoteGardens)))
            return null;
        var verdict = sanitizer.Inspect(fact);
        return sanitizer.Withholds(fact, verdict) || (settings.IsRemote && verdict.IsSuspect)
            ? null
            : EmbeddingText.Of(fact.Entity, fact.Relation, fact.Value.Type, verdict.Text);
    }

    /// <summary>Whether a question about a scope may be handed over.</summary>
    public bool MayAsk(FactScope scope) => !settings.IsRemote || settings.RemoteScopes.Contains(scope);
}
