using System.Collections.Concurrent;
using Stigmem.Core.Facts;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Embeddings;

/// <summary>
/// Asks the provider for the vector of a question, for a short time only. After a failure it is left alone for a while, so
/// that a dead provider costs one recall in many its patience and the others nothing.
/// </summary>
internal sealed class QuestionVectors(
    EmbeddingSettings settings, EmbeddingModel model, EmbeddingConsent consent, VectorStore store, EmbeddingMetrics metrics, TimeProvider time)
{
    private const int MostKnown = 512;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, float[]> _known = new(StringComparer.Ordinal);
    private long _restUntil;

    /// <summary>The vector of a question about a scope.</summary>
    public async ValueTask<QuestionVector> AskAsync(string question, FactScope scope, CancellationToken ct)
    {
        if (!settings.Enabled)
            return default;
        var answer = await FindAsync(question, scope, ct);
        metrics.Asked(answer.Outcome!);
        return answer;
    }

    private async ValueTask<QuestionVector> FindAsync(string question, FactScope scope, CancellationToken ct)
    {
        if (!store.IsUsable)
            return new(null, "off; reindex-needed");
        if (!consent.MayAsk(scope))
            return new(null, "off; scope-not-shared");
        if (_known.TryGetValue(question, out var known))
            return new(known, "on");
        var now = time.GetUtcNow().UtcTicks;
        var restUntil = Interlocked.Read(ref _restUntil);
        // Whoever finds the rest over tries alone: the others go without until it is known whether the provider is back.
        if (now < restUntil || (restUntil > 0 && Interlocked.CompareExchange(ref _restUntil, now + Rest.Ticks, restUntil) != restUntil))
            return new(null, "off; provider-failed");
        try
        {
            var vector = (await model.EmbedAsync([question], settings.QuestionTimeout, ct))[0];
            Interlocked.Exchange(ref _restUntil, 0);
            if (_known.Count >= MostKnown)
                _known.Clear();
            _known[question] = vector;
            return new(vector, "on");
        }
        catch (EmbeddingException)
        {
            Interlocked.Exchange(ref _restUntil, time.GetUtcNow().UtcTicks + Rest.Ticks);
            return new(null, "off; provider-failed");
        }
    }
}
