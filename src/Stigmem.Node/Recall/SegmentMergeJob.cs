using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Recall.Sql;

namespace Stigmem.Node.Recall;

/// <summary>
/// Merges segments of the word index beside the passes that fill it: what they become is put together on a reader and
/// written in small pieces, so that no question waits for it (decision 0114).
/// </summary>
internal sealed class SegmentMergeJob(SqlEngine engine) : IJob
{
    private const int PieceOfTerms = 512;

    private long _tidyAt = -1;

    public string Name => "word-segments";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        var position = engine.Index.Position;
        if (position == _tidyAt)
            return;
        // The first sweep also takes away what a run left behind that was cut short.
        await SweepAsync(ct);
        while (await MergeAsync(ct))
            await SweepAsync(ct);
        _tidyAt = position;
    }

    private async Task<bool> MergeAsync(CancellationToken ct)
    {
        if (Next() is not var (merge, merged))
            return false;
        var id = 0L;
        await engine.Index.ChangeAsync(session => id = SegmentWriter.Begin(session), ct);
        foreach (var piece in merged.InOrder().Chunk(PieceOfTerms))
            await engine.Index.ChangeAsync(session => SegmentWriter.WritePostings(session, id, piece), ct);
        await engine.Index.ChangeAsync(session => SegmentWriter.Finish(session, id, merge.Partition, merged, merge.Segments), ct);
        return true;
    }

    private (SegmentMerge Merge, SegmentBuilder Merged)? Next()
    {
        using var lease = engine.Read();
        return SegmentMerge.Any(lease.Session) is { } merge ? (merge, merge.Read(lease.Session)) : null;
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        var isMore = true;
        while (isMore)
            await engine.Index.ChangeAsync(session => isMore = SegmentWriter.Sweep(session, PieceOfTerms), ct);
    }
}
