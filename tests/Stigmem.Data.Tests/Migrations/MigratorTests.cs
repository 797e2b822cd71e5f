using Stigmem.Data.Migrations;
using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Data.Tests.Migrations;

public sealed class MigratorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_older_store_is_brought_up_to_date_with_its_rows(int first)
    {
        using var folder = new TempFolder();
        using (var old = Open(folder.File("a.db"), [.. Stores.Migrations.Take(first)]))
            await old.AddAsync("old");
        using var engine = Stores.Open(folder.File("a.db"));
        await engine.AddAsync("new");
        using var lease = engine.Read();
        Assert.Equal(["old grey", "new grey"], lease.Session.Column("SELECT text || ' ' || colour FROM notes ORDER BY id"));
        Assert.Equal(["1 0001_notes", "2 0002_colours", "3 0003_index"], lease.Session.Column("SELECT version || ' ' || name FROM schema_migrations ORDER BY version"));
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        using var folder = new TempFolder();
        Stores.Open(folder.File("a.db")).Dispose();
        AssertRefused(folder.File("a.db"), SqlFailure.NewerSchema, "newer one", [.. Stores.Migrations.Take(2)]);
        Stores.Open(folder.File("a.db")).Dispose();
    }

    [Fact]
    public void An_applied_migration_that_has_changed_is_refused()
    {
        using var folder = new TempFolder();
        Stores.Open(folder.File("a.db")).Dispose();
        Migration[] changed = [Stores.Migrations[0], new(2, "0002_colours", "ALTER TABLE notes ADD COLUMN colour TEXT"), Stores.Migrations[2]];
        AssertRefused(folder.File("a.db"), SqlFailure.ChangedMigration, "never changes", changed);
        Stores.Open(folder.File("a.db")).Dispose();
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_and_keeps_those_before()
    {
        using var folder = new TempFolder();
        Migration[] broken = [Stores.Migrations[0], new(2, "0002_broken", "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)")];
        Assert.Throws<SqlFailureException>(() => Open(folder.File("a.db"), broken));
        using var engine = Stores.Open(folder.File("a.db"));
        await engine.AddAsync("a");
        using var lease = engine.Read();
        Assert.Equal("0", lease.Session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'half'"));
    }

    [Fact]
    public void A_read_only_store_must_be_up_to_date()
    {
        using var folder = new TempFolder();
        Open(folder.File("a.db"), [Stores.Migrations[0]]).Dispose();
        AssertRefused($"file:{folder.File("a.db")}?mode=ro", SqlFailure.ReadOnly, "writable", Stores.Migrations);
        Stores.Open(folder.File("a.db")).Dispose();
        Open($"file:{folder.File("a.db")}?mode=ro", Stores.Migrations).Dispose();
    }

    private static SqlEngine Open(string path, IReadOnlyList<Migration> migrations) =>
        SqlEngine.Open(new StoreOptions { Path = path }, migrations, [], TimeProvider.System, failure => throw failure);

    private static void AssertRefused(string path, SqlFailure failure, string cure, IReadOnlyList<Migration> migrations)
    {
        var refused = Assert.Throws<SqlFailureException>(() => Open(path, migrations));
        Assert.Equal(failure, refused.Failure);
        Assert.Contains(cure, refused.Cure, StringComparison.Ordinal);
    }
}
