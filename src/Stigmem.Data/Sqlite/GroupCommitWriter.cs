namespace Stigmem.Data.Sqlite;

/// <summary>
/// The one writer of a store, a thread of its own. It drains whatever requests wait, runs them in one transaction,
/// commits with a full sync, then completes the callers. There is no delay: batches come from load.
/// </summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private const int MostInAGroup = 1_024;
    private const int CompletedTogether = 16;
    private const int MostWaiting = 65_536;

    private readonly SqlSession _session;
    private readonly IReadOnlyList<IWriterState> _states;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private readonly Action<int> _committed;
    private List<IWriteRequest> _waiting = [];
    private List<IWriteRequest> _group = [];
    private Pause? _pause;
    private bool _stopping;

    /// <param name="session">The write connection, owned by the writer from now on.</param>
    /// <param name="states">Memory beside the store; loaded here.</param>
    /// <param name="committed">Told after each commit how many pages it wrote.</param>
    public GroupCommitWriter(SqlSession session, IReadOnlyList<IWriterState> states, Action<int> committed)
    {
        _session = session;
        _states = states;
        _committed = committed;
        LoadStates();
        _thread = new Thread(Run) { IsBackground = true, Name = "stigmem-writer" };
        _thread.Start();
    }

    /// <summary>Runs something between two groups and waits for it; a checkpoint does its last, short pass so.</summary>
    public void RunBetweenGroups(Action action)
    {
        using var pause = new Pause(action);
        lock (_gate)
        {
            if (_stopping)
                return;
            _pause = pause;
            Monitor.Pulse(_gate);
        }
        pause.Wait();
    }

    /// <summary>Requests that wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    public void Enqueue(IWriteRequest request)
    {
        lock (_gate)
        {
            if (!_stopping && _waiting.Count < MostWaiting)
            {
                _waiting.Add(request);
                if (_waiting.Count == 1)
                    Monitor.Pulse(_gate);
                return;
            }
        }
        request.Failed(_stopping
            ? new ObjectDisposedException(nameof(GroupCommitWriter), "The store is closing.")
            : new SqlFailureException(SqlFailure.Busy, $"{MostWaiting} writes already wait"));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
        _session.Dispose();
    }

    private void Run()
    {
        while (TakeGroup())
        {
            if (Interlocked.Exchange(ref _pause, null) is { } pause)
                pause.Run();
            if (_group.Count > 0)
                RunGroup();
            _group.Clear();
        }
    }

    private bool TakeGroup()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && _pause is null)
            {
                if (_stopping)
                    return false;
                Monitor.Wait(_gate);
            }
            if (_waiting.Count <= MostInAGroup)
            {
                (_waiting, _group) = (_group, _waiting);
                return true;
            }
            _group.AddRange(_waiting.GetRange(0, MostInAGroup));
            _waiting.RemoveRange(0, MostInAGroup);
            return true;
        }
    }

    private void RunGroup()
    {
        var failure = TryCommit(_group);
        if (failure is null)
        {
            CompleteBeside(_group);
            return;
        }
        if (_group.Count == 1)
        {
            _group[0].Failed(failure);
            return;
        }
        foreach (var request in _group)
            RunAlone(request);
    }

    /// <summary>
    /// Completes callers on the thread pool, a handful a work item: one wake-up for each would cost more than answering.
    /// </summary>
    private static void CompleteBeside(List<IWriteRequest> group)
    {
        for (var start = 0; start < group.Count; start += CompletedTogether)
        {
            var some = group.GetRange(start, Math.Min(CompletedTogether, group.Count - start));
            ThreadPool.UnsafeQueueUserWorkItem(static requests =>
            {
                foreach (var request in requests)
                    request.Committed();
            }, some, preferLocal: false);
        }
    }

    private void RunAlone(IWriteRequest request)
    {
        if (TryCommit([request]) is { } failure)
            request.Failed(failure);
        else
            request.Committed();
    }

    /// <summary>Runs and commits the requests together, or none of them.</summary>
    private Exception? TryCommit(List<IWriteRequest> requests)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var request in requests)
                request.Execute(_session);
            _session.Execute("COMMIT");
        }
        catch (Exception e)
        {
            return RollBack(e);
        }
        foreach (var state in _states)
            state.Publish();
        _committed(_session.PagesWritten(reset: true));
        return null;
    }

    private Exception RollBack(Exception cause)
    {
        try
        {
            if (_session.InTransaction)
                _session.Execute("ROLLBACK");
            LoadStates();
            return cause;
        }
        catch (SqlFailureException e)
        {
            return new AggregateException("The store failed, and so did rolling back.", cause, e);
        }
    }

    private void LoadStates()
    {
        foreach (var state in _states)
            state.Load(_session);
    }

    private sealed class Pause(Action action) : IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private Exception? _failure;

        public void Run()
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                _failure = e;
            }
            _done.Set();
        }

        public void Wait()
        {
            _done.Wait();
            if (_failure is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }

        public void Dispose() => _done.Dispose();
    }
}
