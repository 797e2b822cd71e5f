using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Data.Tests.Sqlite;

/// <summary>The index file follows the log, and is made anew whenever it is not this log's.</summary>
public sealed class IndexFileTests : IDisposable
{
    private const string Words = "CREATE TABLE words (word TEXT NOT NULL, id INTEGER NOT NULL);";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();

    private string Store => _folder.File("store.db");

    private string Index => Store + "-index";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_takes_over_what_is_asked_for_and_resumes_there()
    {
        using (var engine = Open())
        {
            await engine.AddAsync("one");
            await engine.AddAsync("two");
            Assert.Empty(WordsOf(engine));
            Assert.True(await engine.Index.CatchUpAsync(1, Patience));
            Assert.Equal(["one"], WordsOf(engine));
            Assert.True(await engine.Index.CatchUpAsync(2, Patience));
            Assert.Equal(["one", "two"], WordsOf(engine));
        }
        using (var engine = Open())
        {
            Assert.Equal(2, engine.Index.Position);
            await engine.AddAsync("three");
            Assert.True(await engine.Index.CatchUpAsync(3, Patience));
            Assert.Equal(["one", "two", "three"], WordsOf(engine));
        }
    }

    [Fact]
    public async Task Long_logs_are_taken_over_in_several_passes()
    {
        using var engine = Open();
        await engine.WriteAsync(session => Enumerable.Range(0, 45_000).Sum(i => Stores.Add(session, $"word {i}")));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.Index.CatchUpAsync(45_000, Patience).AsTask()));
        Assert.Equal(45_000, engine.Index.Position);
        Assert.Equal(45_000, WordsOf(engine).Distinct().Count());
        Assert.Equal(45_000, WordsOf(engine).Count);
    }

    [Fact]
    public async Task Without_patience_the_caller_is_told_that_it_is_behind()
    {
        using var engine = Open();
        await engine.AddAsync("one");
        Assert.False(await engine.Index.CatchUpAsync(1, TimeSpan.Zero));
        Assert.True(await engine.Index.CatchUpAsync(0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_lost_file_is_made_anew()
    {
        await FillAsync("one", "two");
        File.Delete(Index);
        Assert.Equal(["one", "two"], await ReopenedAsync(2));
    }

    [Fact]
    public async Task A_damaged_file_is_made_anew()
    {
        await FillAsync("one", "two");
        File.WriteAllText(Index, new string('?', 8_192));
        Assert.Equal(["one", "two"], await ReopenedAsync(2));
    }

    [Fact]
    public async Task A_file_of_another_layout_is_made_anew()
    {
        await FillAsync("one", "two");
        Assert.Equal(["one", "two"], await ReopenedAsync(2, Words + " CREATE INDEX words_by_word ON words (word);"));
    }

    [Fact]
    public async Task A_file_that_belongs_to_another_log_is_made_anew()
    {
        await FillAsync("one", "two");
        File.Copy(Index, _folder.File("kept-index"));
        File.Delete(Store);
        await FillAsync("other", "words", "three");
        File.Copy(_folder.File("kept-index"), Index, overwrite: true);
        Assert.Equal(["other", "words", "three"], await ReopenedAsync(3));
    }

    [Fact]
    public async Task A_store_that_went_back_in_time_gets_a_new_one()
    {
        await FillAsync("one");
        File.Copy(Store, _folder.File("earlier.db"));
        await FillAsync("two");
        File.Copy(_folder.File("earlier.db"), Store, overwrite: true);
        Assert.Equal(["one"], await ReopenedAsync(1));
    }

    [Fact]
    public async Task A_read_only_store_gets_one_in_the_temporary_folder_while_it_is_open()
    {
        await FillAsync("one");
        File.Delete(Index);
        string path;
        using (var engine = Open(new StoreOptions { Path = $"file:{Store}?mode=ro" }))
        {
            path = engine.Index.Path;
            Assert.True(await engine.Index.CatchUpAsync(1, Patience));
            Assert.Equal(["one"], WordsOf(engine));
            Assert.True(File.Exists(path));
        }
        Assert.False(File.Exists(path));
        Assert.False(File.Exists(Index));
    }

    [Fact]
    public async Task An_open_index_does_not_keep_the_log_of_a_closed_store()
    {
        await FillAsync("one");
        Assert.False(File.Exists(Store + "-wal"));
    }

    [Fact]
    public async Task Paths_with_signs_of_uris_work()
    {
        var odd = _folder.File("50% #1 'quoted'?.db");
        using var engine = Open(new StoreOptions { Path = odd });
        await engine.AddAsync("one");
        Assert.True(await engine.Index.CatchUpAsync(1, Patience));
        Assert.Equal(["one"], WordsOf(engine));
    }

    private async Task FillAsync(params string[] words)
    {
        using var engine = Open();
        foreach (var word in words)
            await engine.AddAsync(word);
        Assert.True(await engine.Index.CatchUpAsync(engine.Notes().Count, Patience));
    }

    private async Task<IReadOnlyList<string>> ReopenedAsync(long head, string schema = Words)
    {
        using var engine = Open(new StoreOptions { Path = Store }, schema);
        Assert.Equal(0, engine.Index.Position);
        Assert.True(await engine.Index.CatchUpAsync(head, Patience));
        return WordsOf(engine);
    }

    private SqlEngine Open() => Open(new StoreOptions { Path = Store });

    private static SqlEngine Open(StoreOptions options, string schema = Words) => SqlEngine.Open(
        options, Stores.Migrations, [], TimeProvider.System, failure => throw failure,
        new IndexLayout
        {
            Parts = [new SqlIndexPart(schema, [new("INSERT INTO words SELECT text, id FROM store.notes WHERE id > ?1 AND id <= ?2")])],
            Mark = new("SELECT CAST(text AS BLOB) FROM store.notes WHERE id <= ?1 ORDER BY id DESC LIMIT 1"),
        });

    private static IReadOnlyList<string> WordsOf(SqlEngine engine)
    {
        using var lease = engine.Read();
        return lease.Session.Column($"SELECT word FROM {IndexFile.Schema}.words ORDER BY id");
    }
}
