using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Data.Tests.Sqlite;

/// <summary>Readers, checkpoints, files.</summary>
public sealed class SqlEngineTests
{
    [Fact]
    public async Task A_reader_sees_commits_and_nothing_else()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(folder.File("a.db"));
        await engine.AddAsync("a");
        using var gate = new ManualResetEventSlim();
        using var written = new ManualResetEventSlim();
        var open = engine.WriteAsync(session =>
        {
            Stores.Add(session, "b");
            written.Set();
            gate.Wait();
            return 0;
        });
        written.Wait();
        Assert.Equal(["a"], engine.Notes());
        gate.Set();
        await open;
        Assert.Equal(["a", "b"], engine.Notes());
    }

    [Fact]
    public async Task A_held_snapshot_stands_still_while_others_write()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(folder.File("a.db"));
        await engine.AddAsync("a");
        SqlFailureException? failure = null;
        using (var lease = engine.Read())
        {
            lease.HoldSnapshot();
            Assert.Equal("1", lease.Session.Scalar("SELECT count(*) FROM notes"));
            Write(engine, "b");
            Assert.Equal("1", lease.Session.Scalar("SELECT count(*) FROM notes"));
            Assert.Equal(2, engine.Notes().Count);
            try
            {
                lease.Session.Execute("INSERT INTO notes (text) VALUES ('by a reader')");
            }
            catch (SqlFailureException e)
            {
                failure = e;
            }
        }
        Assert.Equal(SqlFailure.ReadOnly, failure?.Failure);
        // The session that held it goes back clean.
        Assert.Equal(["a", "b"], engine.Notes());
    }

    [Fact]
    public async Task Readers_within_readers_never_wait_for_each_other()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(new StoreOptions { Path = folder.File("a.db"), KeptReaders = 2 });
        await engine.AddAsync("a");
        Assert.Equal(64, Nest(engine, 64));
        Assert.Equal(64, Nest(engine, 64));
    }

    [Fact]
    public async Task The_log_starts_over_under_constant_writes()
    {
        using var folder = new TempFolder();
        var path = folder.File("a.db");
        using var engine = Stores.Open(new StoreOptions { Path = path, CheckpointPages = 100 });
        long largest = 0;
        for (var i = 0; i < 600; i++)
        {
            await engine.AddAsync($"{i} {new string('x', 40_000)}");
            largest = Math.Max(largest, new FileInfo(path + "-wal").Length);
        }
        // 24 MB went through the log. It may run ahead of the checkpoint, but not without end.
        Assert.True(largest < 12 * 1024 * 1024, $"the log grew to {largest} bytes");
        Assert.Equal(600, engine.Notes().Count);
    }

    [Fact]
    public async Task A_reader_that_stays_holds_the_log_up_and_loses_nothing()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(new StoreOptions { Path = folder.File("a.db"), CheckpointPages = 100 });
        await engine.AddAsync("first");
        await Task.Run(() =>
        {
            using var lease = engine.Read();
            lease.HoldSnapshot();
            Assert.Equal("1", lease.Session.Scalar("SELECT count(*) FROM notes"));
            for (var i = 0; i < 100; i++)
                Write(engine, $"{i} {new string('x', 40_000)}");
            Assert.Equal("1", lease.Session.Scalar("SELECT count(*) FROM notes"));
        });
        Assert.Equal(101, engine.Notes().Count);
    }

    [Fact]
    public async Task Closing_leaves_one_file_and_the_lock()
    {
        using var folder = new TempFolder();
        var path = folder.File("a.db");
        using (var engine = Stores.Open(path))
        {
            await engine.AddAsync("a");
            engine.Notes();
            Assert.True(File.Exists(path + "-wal"));
        }
        Assert.Equal(["a.db", "a.db.lock"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_the_owner_may_read_what_it_writes()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TempFolder();
        var path = folder.File("a.db");
        await File.WriteAllBytesAsync(path, []);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var engine = Stores.Open(path);
        await engine.AddAsync("a");
        engine.Notes();
        foreach (var file in Directory.GetFiles(folder.Path))
            Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file)));
        Assert.Equal(4, Directory.GetFiles(folder.Path).Length);
    }

    /// <summary>For places where a reader is held, which cannot cross an await.</summary>
    private static void Write(SqlEngine engine, string text) => engine.AddAsync(text).GetAwaiter().GetResult();

    private static int Nest(SqlEngine engine, int levels)
    {
        using var lease = engine.Read();
        Assert.Equal("1", lease.Session.Scalar("SELECT count(*) FROM notes"));
        return levels == 1 ? 1 : 1 + Nest(engine, levels - 1);
    }
}
