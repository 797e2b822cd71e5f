using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Quarantine.Sql;

namespace Stigmem.Node.Quarantine;

/// <summary>
/// Moves facts of suspect text to the node's quarantine garden, behind the read that found them: the move is queued for
/// the writer once, not once for each read.
/// </summary>
internal sealed class SuspectQueue(SqlEngine engine, SuspectTurn turn, ILogger<SuspectQueue> logger) : ISuspectTexts
{
    private const int MostRemembered = 100_000;
    private const int MostWaiting = 4_096;

    private readonly ConcurrentDictionary<long, byte> _queued = [];

    public void Report(StoredFact fact, IReadOnlyList<string> patterns)
    {
        if (fact.State.Quarantine != QuarantineStatus.None || engine.Options.ReadOnly || engine.WritesWaiting >= MostWaiting)
            return;
        if (_queued.Count >= MostRemembered)
            _queued.Clear();
        if (_queued.TryAdd(fact.Seq, 0))
            engine.Enqueue(new Move(this, fact, $"sanitizer: {patterns[0]}"));
    }

    private void Done(StoredFact fact, bool isMoved)
    {
        if (!isMoved)
            QuarantineLog.SuspectNotMoved(logger, fact.Id);
    }

    private void Failed(StoredFact fact, Exception failure)
    {
        _queued.TryRemove(fact.Seq, out _);
        QuarantineLog.MoveFailed(logger, fact.Id, failure);
    }

    private sealed class Move(SuspectQueue queue, StoredFact fact, string reason) : IWriteRequest
    {
        private bool _isMoved;

        public void Execute(SqlSession session) => _isMoved = queue.Turn.Quarantine(session, fact.Seq, reason);

        public void Committed() => queue.Done(fact, _isMoved);

        public void Failed(Exception failure) => queue.Failed(fact, failure);
    }

    private SuspectTurn Turn => turn;
}
