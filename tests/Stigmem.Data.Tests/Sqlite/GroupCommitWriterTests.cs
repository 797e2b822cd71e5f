using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Data.Tests.Sqlite;

public sealed class GroupCommitWriterTests
{
    [Fact]
    public async Task A_request_that_fails_fails_alone()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(folder.File("a.db"));
        await engine.AddAsync("there");
        var writes = Together(engine,
            session => Stores.Add(session, "a"),
            session => Stores.Add(session, "there"),
            session => Stores.Add(session, "b"),
            _ => throw new InvalidOperationException("a bug in a request"),
            session => Stores.Add(session, "c"));
        Assert.Equal(SqlFailure.UniqueViolation, (await Assert.ThrowsAsync<SqlFailureException>(() => writes[1])).Failure);
        Assert.Equal("a bug in a request", (await Assert.ThrowsAsync<InvalidOperationException>(() => writes[3])).Message);
        await Task.WhenAll(writes[0], writes[2], writes[4]);
        Assert.Equal(["there", "a", "b", "c"], engine.Notes());
    }

    [Fact]
    public async Task Nothing_of_a_failed_request_stays_in_the_store_or_in_memory()
    {
        using var folder = new TempFolder();
        var counter = new NoteCounter();
        using var engine = Stores.Open(folder.File("a.db"), counter);
        var writes = Together(engine,
            session => counter.Add(session, "a"),
            session =>
            {
                counter.Add(session, "lost");
                counter.Add(session, "lost too");
                throw new InvalidOperationException();
            },
            session => counter.Add(session, "b"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[1]);
        Assert.Equal((1L, 2L), (await writes[0], await writes[2]));
        Assert.Equal(2, counter.Published);
        Assert.Equal(["a", "b"], engine.Notes());
        Assert.Equal(3L, await engine.WriteAsync(session => counter.Add(session, "c")));
    }

    [Fact]
    public async Task Memory_is_published_before_anybody_is_answered()
    {
        using var folder = new TempFolder();
        var counter = new NoteCounter();
        using var engine = Stores.Open(folder.File("a.db"), counter);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(lane => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var count = await engine.WriteAsync(session => counter.Add(session, $"{lane} {i}"));
                Assert.True(counter.Published >= count);
                Assert.True(engine.Notes().Count >= count);
            }
        })));
        Assert.Equal(400, counter.Published);
    }

    [Fact]
    public async Task Nobody_is_answered_when_the_commit_fails_though_every_statement_went_well()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(folder.File("a.db"));
        await Assert.ThrowsAsync<SqlFailureException>(() => engine.WriteAsync(session =>
        {
            Stores.Add(session, "lost");
            // Leaves nothing to commit, as an engine does that gave up the transaction by itself.
            session.Execute("ROLLBACK");
            return true;
        }));
        Assert.Empty(engine.Notes());
        await engine.AddAsync("later");
        Assert.Equal(["later"], engine.Notes());
    }

    [Fact]
    public async Task A_failure_between_two_rows_does_no_harm()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(folder.File("a.db"));
        var insert = new SqlText("INSERT INTO notes (text) VALUES (?1)");
        var select = new SqlText("SELECT text FROM notes");
        await engine.AddAsync("a");
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.WriteAsync<int>(session =>
        {
            using var first = session.Use(insert);
            first.Bind(1, "b").Execute();
            using var second = session.Use(select);
            second.Step();
            throw new InvalidOperationException();
        }));
        await engine.WriteAsync(session =>
        {
            using var first = session.Use(insert);
            first.Bind(1, "c").Execute();
            return 0;
        });
        Assert.Equal(["a", "c"], engine.Notes());
    }

    [Fact]
    public async Task What_waits_when_the_store_closes_is_still_written_and_what_comes_later_is_refused()
    {
        using var folder = new TempFolder();
        Task[] writes;
        SqlEngine engine;
        using (engine = Stores.Open(folder.File("a.db")))
            writes = Together(engine, session => Stores.Add(session, "a"), session => Stores.Add(session, "b"));
        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.AddAsync("late"));
        using var again = Stores.Open(folder.File("a.db"));
        Assert.Equal(["a", "b"], again.Notes());
    }

    [Fact]
    public async Task More_waiting_writes_than_it_holds_are_refused_as_busy()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(folder.File("a.db"));
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var first = engine.WriteAsync(_ => Hold(entered, gate));
        entered.Wait();
        var waiting = Enumerable.Range(0, 65_536).Select(_ => engine.WriteAsync(_ => 0)).ToList();
        Assert.Equal(65_536, engine.WritesWaiting);
        var refused = await Assert.ThrowsAsync<SqlFailureException>(() => engine.WriteAsync(_ => 0));
        Assert.Equal((SqlFailure.Busy, true), (refused.Failure, refused.IsTransient));
        gate.Set();
        await Task.WhenAll(waiting.Append(first));
        await engine.AddAsync("goes on");
    }

    [Fact]
    public async Task A_nested_undo_inside_a_request_leaves_the_rest_of_it()
    {
        using var folder = new TempFolder();
        using var engine = Stores.Open(folder.File("a.db"));
        await engine.WriteAsync(session =>
        {
            Stores.Add(session, "kept");
            session.Execute("SAVEPOINT part");
            Stores.Add(session, "undone");
            session.Execute("ROLLBACK TO part; RELEASE part");
            return Stores.Add(session, "kept too");
        });
        Assert.Equal(["kept", "kept too"], engine.Notes());
    }

    /// <summary>Queues requests while the writer is held, so that they become one group.</summary>
    private static Task<long>[] Together(SqlEngine engine, params Func<SqlSession, long>[] requests)
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var holding = engine.WriteAsync(_ => Hold(entered, gate));
        entered.Wait();
        var writes = requests.Select(request => engine.WriteAsync(request)).ToArray();
        gate.Set();
        holding.Wait();
        return writes;
    }

    private static int Hold(ManualResetEventSlim entered, ManualResetEventSlim gate)
    {
        entered.Set();
        gate.Wait();
        return 0;
    }

    /// <summary>Memory beside the store: how many notes there are.</summary>
    private sealed class NoteCounter : IWriterState
    {
        private long _count;
        private long _published;

        public long Published => Interlocked.Read(ref _published);

        public long Add(SqlSession session, string text)
        {
            Stores.Add(session, text);
            return ++_count;
        }

        public void Load(SqlSession session) => _count = session.Column("SELECT id FROM notes").Count;

        public void Publish() => Interlocked.Exchange(ref _published, _count);
    }
}
