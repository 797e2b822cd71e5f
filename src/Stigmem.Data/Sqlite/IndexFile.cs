using Microsoft.Win32.SafeHandles;

namespace Stigmem.Data.Sqlite;

/// <summary>
/// A second file beside the store, <c>&lt;db&gt;-index</c>, for what can be derived from the log: it is filled in passes
/// beside the writer, knows how far it has come, and is made anew when it is lost, damaged, or another store's. Readers
/// see it as the schema <see cref="Schema"/>. A read-only store gets one in the temporary folder, for as long as it is open.
/// </summary>
public sealed class IndexFile : IDisposable
{
    /// <summary>The name under which readers have it attached.</summary>
    public const string Schema = "idx";

    private const int NumbersAPass = 20_000;
    private static readonly SqlText SelectProgress = new("SELECT layout, position, mark FROM progress");
    private static readonly SqlText UpdateProgress = new("UPDATE progress SET position = ?1, mark = ?2");
    private static readonly SqlText InsertProgress = new("INSERT INTO progress (layout, position, mark) VALUES (?1, 0, x'')");

    private readonly SqlSession _session;
    private readonly IndexLayout _layout;
    private readonly TimeProvider _time;
    private readonly bool _isTemporary;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _position;
    private SafeFileHandle? _file;
    private WalCheckpointer? _checkpointer;

    private IndexFile(string path, SqlSession session, IndexLayout layout, TimeProvider time, bool isTemporary)
    {
        Path = path;
        _session = session;
        _layout = layout;
        _time = time;
        _isTemporary = isTemporary;
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The number up to which the log is in it.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Opens the index file of a store that is open already.</summary>
    /// <param name="store">The store.</param>
    /// <param name="layout">What it holds.</param>
    /// <param name="time">Bounds how long a caller of <see cref="CatchUpAsync"/> waits.</param>
    /// <param name="checkpointFailed">Told when a checkpoint fails; the data stays in the file's write-ahead log.</param>
    /// <exception cref="SqlFailureException">It can neither be opened nor made anew.</exception>
    internal static IndexFile Open(StoreOptions store, IndexLayout layout, TimeProvider time, Action<SqlFailureException> checkpointFailed)
    {
        var path = store.ReadOnly
            ? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"stigmem-{System.IO.Path.GetRandomFileName()}-index")
            : store.FilePath + "-index";
        var file = TryOpen(path, store, layout, time) ?? Renewed(path, store, layout, time);
        try
        {
            file._file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            file._checkpointer = new WalCheckpointer(OpenCheckpointer(path), file._file, store.CheckpointPages, file.RunBetweenPasses, checkpointFailed);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Takes over what the log has up to a number, together with everyone else who waits for it.</summary>
    /// <param name="head">A committed number, as far as the caller needs it.</param>
    /// <param name="patience">How long to go on at most.</param>
    /// <returns>False when the file is not that far in time; then the caller asks the log itself.</returns>
    /// <exception cref="SqlFailureException">The file cannot be written.</exception>
    public async ValueTask<bool> CatchUpAsync(long head, TimeSpan patience)
    {
        if (Position >= head)
            return true;
        var started = _time.GetTimestamp();
        if (!await _turn.WaitAsync(patience))
            return Position >= head;
        try
        {
            while (Position < head && _time.GetElapsedTime(started) < patience)
                Pass(Math.Min(Position + NumbersAPass, head));
        }
        finally
        {
            _turn.Release();
        }
        return Position >= head;
    }

    /// <summary>
    /// Changes the file between two passes, in a transaction of its own. Whoever waits for the log to be taken over waits
    /// for this too: keep it to a few milliseconds.
    /// </summary>
    /// <exception cref="SqlFailureException">The file cannot be written; nothing of the change is in it.</exception>
    public async Task ChangeAsync(Action<SqlSession> change, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            Commit(() => change(_session));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Deletes the index file of a store; it is made anew when the store is next opened.</summary>
    internal static void Delete(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
            File.Delete(path + suffix);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _checkpointer?.Dispose();
        _session.Dispose();
        _turn.Dispose();
        _file?.Dispose();
        if (_isTemporary)
            Delete(Path);
    }

    private static IndexFile? TryOpen(string path, StoreOptions store, IndexLayout layout, TimeProvider time)
    {
        if (!File.Exists(path))
            return null;
        IndexFile? file = null;
        try
        {
            file = new IndexFile(path, OpenSession(path, store), layout, time, store.ReadOnly);
            if (file.Resumes())
                return file;
        }
        catch (SqlFailureException)
        {
            // Whatever is wrong with it: it holds nothing that the log does not hold.
        }
        file?.Dispose();
        return null;
    }

    private static IndexFile Renewed(string path, StoreOptions store, IndexLayout layout, TimeProvider time)
    {
        Delete(path);
        OwnerOnly.Ensure(path);
        var file = new IndexFile(path, OpenSession(path, store), layout, time, store.ReadOnly);
        try
        {
            file._session.Execute(
                $"BEGIN; CREATE TABLE progress (layout TEXT NOT NULL, position INTEGER NOT NULL, mark BLOB NOT NULL); {layout.Schema}");
            using (var insert = file._session.Use(InsertProgress))
                insert.Bind(1, layout.Schema).Execute();
            file._session.Execute("COMMIT");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SqlSession OpenSession(string path, StoreOptions store)
    {
        var session = SqlSession.Open(path, Native.OpenReadWrite | Native.OpenCreate);
        try
        {
            // NORMAL: after a power loss the file is an earlier state of itself, never a broken one.
            session.Execute(
                $"""
                PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096;
                ATTACH {Quoted(store.ReadOnlyUri)} AS store;
                """);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static SqlSession OpenCheckpointer(string path)
    {
        var session = SqlSession.Open(path, Native.OpenReadWrite);
        try
        {
            session.Execute("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-512;");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The statement by which a reader's connection sees the file.</summary>
    internal string AttachStatement =>
        $"ATTACH {Quoted(new StoreOptions { Path = Path }.ReadOnlyUri)} AS {Schema}; PRAGMA {Schema}.cache_size=-1024;";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private bool Resumes()
    {
        using var progress = _session.Use(SelectProgress);
        if (!progress.Step() || progress.GetString(0) != _layout.Schema)
            return false;
        _position = progress.GetInt64(1);
        return progress.GetBytes(2).SequenceEqual(Mark(_position));
    }

    private void Pass(long through)
    {
        Commit(() =>
        {
            foreach (var part in _layout.Parts)
                part.Fill(_session, Position, through);
            using var update = _session.Use(UpdateProgress);
            update.Bind(1, through).BindBlob(2, Mark(through)).Execute();
        });
        Interlocked.Exchange(ref _position, through);
    }

    private void Commit(Action change)
    {
        _session.Execute("BEGIN");
        try
        {
            change();
            _session.Execute("COMMIT");
        }
        catch
        {
            if (_session.InTransaction)
                _session.Execute("ROLLBACK");
            throw;
        }
        _checkpointer?.Committed(_session.PagesWritten(reset: true));
    }

    private void RunBetweenPasses(Action action)
    {
        _turn.Wait();
        try
        {
            action();
        }
        finally
        {
            _turn.Release();
        }
    }

    private byte[] Mark(long position)
    {
        using var mark = _session.Use(_layout.Mark);
        return mark.Bind(1, position).Step() ? mark.GetBytes(0).ToArray() : [];
    }
}
