using Stigmem.Data.Migrations;

namespace Stigmem.Data.Sqlite;

/// <summary>
/// An open store: one writer with group commit, a pool of readers, a checkpointer beside them. Built once at start;
/// features receive it, never a path.
/// </summary>
public sealed class SqlEngine : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _files;
    private readonly IndexFile? _index;
    private readonly ReaderPool _readers;
    private readonly GroupCommitWriter? _writer;
    private readonly WalCheckpointer? _checkpointer;

    private SqlEngine(
        StoreOptions options, ReaderPool readers, GroupCommitWriter? writer, WalCheckpointer? checkpointer, IndexFile? index, IReadOnlyList<IDisposable> files)
    {
        Options = options;
        _index = index;
        _files = files;
        _readers = readers;
        _writer = writer;
        _checkpointer = checkpointer;
    }

    /// <summary>How the store was opened.</summary>
    public StoreOptions Options { get; }

    /// <summary>Writes that wait for their turn.</summary>
    public int WritesWaiting => _writer?.Waiting ?? 0;

    /// <summary>Opens the store, creating and migrating it as needed.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="migrations">Every migration this program knows, ordered by number.</param>
    /// <param name="states">Memory beside the store; loaded before the first write.</param>
    /// <param name="time">Stamps applied migrations.</param>
    /// <param name="checkpointFailed">Told when a checkpoint fails; the data stays in the write-ahead log.</param>
    /// <param name="layout">What its index file holds; null opens none.</param>
    /// <exception cref="SqlFailureException">The store cannot be opened; the cure says what to do.</exception>
    public static SqlEngine Open(
        StoreOptions options,
        IReadOnlyList<Migration> migrations,
        IReadOnlyList<IWriterState> states,
        TimeProvider time,
        Action<SqlFailureException> checkpointFailed,
        IndexLayout? layout = null)
    {
        IndexFile? index = null;
        var readers = new ReaderPool(() => OpenReader(options, index), options.KeptReaders);
        if (options.ReadOnly)
            return OpenReadOnly(options, migrations, states, readers, () => index = layout is null ? null : IndexFile.Open(options, layout, time, checkpointFailed));
        // What is open already is closed again, newest first, when a later step fails: a refused store must be free at once.
        var opened = new Stack<IDisposable>();
        try
        {
            opened.Push(readers);
            var storeLock = Opened(opened, StoreLock.Take(options.FilePath));
            MakeOwnerOnly(options.FilePath);
            var session = Opened(opened, OpenWriter(options));
            Migrator.Apply(session, migrations, time);
            WalCheckpointer? checkpointer = null;
            var writer = new GroupCommitWriter(session, states, pages => checkpointer?.Committed(pages));
            opened.Pop();
            opened.Push(writer);
            if (layout is not null)
                index = Opened(opened, IndexFile.Open(options, layout, time, checkpointFailed));
            var file = Opened(opened, File.OpenHandle(options.FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
            checkpointer = new WalCheckpointer(OpenCheckpointer(options), file, options.CheckpointPages, writer.RunBetweenGroups, checkpointFailed);
            return new SqlEngine(options, readers, writer, checkpointer, index, [file, storeLock]);
        }
        catch
        {
            foreach (var one in opened)
                one.Dispose();
            throw;
        }
    }

    /// <summary>Queues a write; it completes after its commit.</summary>
    public void Enqueue(IWriteRequest request)
    {
        if (_writer is null)
            request.Failed(new SqlFailureException(SqlFailure.ReadOnly, "the store was opened read-only"));
        else
            _writer.Enqueue(TracedWrite.Of(request));
    }

    /// <summary>Runs a function in the writer's turn; the task completes after its commit.</summary>
    /// <exception cref="SqlFailureException">The commit failed; nothing of it is stored.</exception>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> work)
    {
        var request = new DelegateWrite<T>(work);
        Enqueue(request);
        return request.Completion;
    }

    /// <summary>The index file that readers have attached.</summary>
    /// <exception cref="InvalidOperationException">The store was opened without one.</exception>
    public IndexFile Index => _index ?? throw new InvalidOperationException("the store was opened without an index file");

    /// <summary>Takes a reader; dispose the lease to give it back.</summary>
    public ReadLease Read() => new(_readers);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer closes last: the last connection moves the log into the file, which a reader may not do.
        _readers.Dispose();
        _index?.Dispose();
        _checkpointer?.Dispose();
        _writer?.Dispose();
        foreach (var file in _files)
            file.Dispose();
    }

    private static T Opened<T>(Stack<IDisposable> opened, T one) where T : IDisposable
    {
        opened.Push(one);
        return one;
    }

    private static void MakeOwnerOnly(string path)
    {
        try
        {
            OwnerOnly.Ensure(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SqlFailureException(SqlFailure.CannotOpen, $"cannot create {path} or make it readable by its owner alone: {e.Message}", e);
        }
    }

    private static SqlEngine OpenReadOnly(
        StoreOptions options, IReadOnlyList<Migration> migrations, IReadOnlyList<IWriterState> states, ReaderPool readers, Func<IndexFile?> openIndex)
    {
        var session = OpenReader(options, null);
        IndexFile? index;
        try
        {
            Migrator.RequireCurrent(session, migrations);
            foreach (var state in states)
            {
                state.Load(session);
                state.Publish();
            }
            index = openIndex();
        }
        finally
        {
            session.Dispose();
        }
        return new SqlEngine(options, readers, null, null, index, []);
    }

    private static SqlSession OpenWriter(StoreOptions options)
    {
        var session = SqlSession.Open(options.Path, Native.OpenReadWrite | Native.OpenCreate);
        return Prepared(session,
            $"""
            PRAGMA journal_mode=WAL;
            PRAGMA synchronous=FULL;
            PRAGMA wal_autocheckpoint=0;
            PRAGMA foreign_keys=ON;
            PRAGMA temp_store=MEMORY;
            PRAGMA cache_size=-{options.WriterCacheKib};
            {(options.MaxPages > 0 ? $"PRAGMA max_page_count={options.MaxPages};" : "")}
            """);
    }

    private static SqlSession OpenCheckpointer(StoreOptions options)
    {
        var session = SqlSession.Open(options.Path, Native.OpenReadWrite);
        return Prepared(session, "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-512;");
    }

    private static SqlSession OpenReader(StoreOptions options, IndexFile? index)
    {
        var session = SqlSession.Open(options.Path, Native.OpenReadOnly);
        return Prepared(
            session, $"PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-{options.ReaderCacheKib}; {index?.AttachStatement}");
    }

    private static SqlSession Prepared(SqlSession session, string pragmas)
    {
        try
        {
            session.Execute(pragmas);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
