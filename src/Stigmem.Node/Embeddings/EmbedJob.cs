using Microsoft.Extensions.Logging;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Embeddings;

/// <summary>
/// Follows the log and hands the texts of facts to the provider, beside everything else. What it got is stored batch by
/// batch, so an end at any moment costs one batch; while the provider fails it waits longer and longer.
/// </summary>
internal sealed class EmbedJob(
    EmbeddingSettings settings, EmbeddableFacts facts, VectorStore store, EmbeddingModel model, EmbeddingConsent consent, TenantDirectory tenants,
    CommitSequence sequence, EmbeddingMetrics metrics, TimeProvider time, ILogger<EmbedJob> logger) : IJob, IDisposable
{
    private const int NumbersAWindow = 2_000;
    /// <summary>After this time a pass ends, so that nobody waits long for its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TimeSpan _rest;
    private DateTimeOffset _restUntil;

    public string Name => "embeddings";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    /// <summary>How many numbers of the log have not been looked at.</summary>
    public long Lag => Math.Max(0, sequence.Head - store.Position);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (store.IsUsable && time.GetUtcNow() >= _restUntil)
            await CatchUpAsync(Patience, ct);
    }

    /// <summary>Goes on as far as the log, the provider and patience go.</summary>
    public async Task CatchUpAsync(TimeSpan patience, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        if (!await _turn.WaitAsync(patience, ct))
            return;
        try
        {
            while (store.IsUsable && Lag > 0 && await WindowAsync(Math.Min(store.Position + NumbersAWindow, sequence.Head), IsOver, ct))
            {
            }
            (_rest, _restUntil) = (TimeSpan.Zero, default);
        }
        catch (EmbeddingException e)
        {
            _rest = TimeSpan.FromTicks(Math.Clamp(2 * _rest.Ticks, FirstRest.Ticks, LongestRest.Ticks));
            _restUntil = time.GetUtcNow() + (e.RetryAfter is { } asked && asked > _rest ? asked : _rest);
            EmbeddingLog.Failed(logger, e.Message, _rest.TotalSeconds);
        }
        finally
        {
            _turn.Release();
        }

        bool IsOver() => time.GetElapsedTime(started) >= patience;
    }

    /// <summary>Throws all vectors away.</summary>
    public async Task ReindexAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            store.Clear();
            (_rest, _restUntil) = (TimeSpan.Zero, default);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>False when the time is over before the window is done.</summary>
    private async Task<bool> WindowAsync(long through, Func<bool> isOver, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        List<(StoredFact Fact, string Text)> texts = [];
        foreach (var fact in facts.Between(store.Position, through))
        {
            if (consent.TextOf(fact, now) is { } text && !store.IsDone(fact.Seq))
                texts.Add((fact, text));
        }
        foreach (var batch in texts.Chunk(settings.Batch))
        {
            if (isOver())
                return false;
            await EmbedAsync(batch, ct);
        }
        store.Advance(through, facts.MarkOf(through));
        return !isOver();
    }

    private async Task EmbedAsync(ArraySegment<(StoredFact Fact, string Text)> batch, CancellationToken ct)
    {
        try
        {
            var vectors = await model.EmbedAsync([.. batch.Select(one => one.Text)], settings.Timeout, ct);
            store.Add([.. batch.Zip(vectors, (one, vector) => Packed(one.Fact, vector))], []);
            metrics.Embedded(batch.Count);
        }
        catch (EmbeddingException e) when (e.IsOfTexts)
        {
            if (batch.Count == 1)
            {
                // One text must not hold up all others, but a provider that refuses every text is at fault itself.
                await model.ProbeAsync(ct);
                store.Add([], [batch[0].Fact.Seq]);
                return;
            }
            await EmbedAsync(batch[..(batch.Count / 2)], ct);
            await EmbedAsync(batch[(batch.Count / 2)..], ct);
        }
    }

    private EmbeddedFact Packed(StoredFact fact, float[] vector) =>
        new(fact.Seq, tenants.NumberOf(fact.Tenant), fact.Scope, fact.Garden, PackedVector.Pack(vector));
}
