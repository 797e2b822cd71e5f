using System.Diagnostics;
using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Data.Tests.Sqlite;

/// <summary>Stores that cannot be opened or written: the failure has its name and a cure, and the cure cures.</summary>
public sealed class RefusedStoreTests
{
    [Fact]
    public void A_second_opening_is_refused_until_the_first_is_over()
    {
        using var folder = new TempFolder();
        using (Stores.Open(folder.File("a.db")))
            AssertRefused(folder.File("a.db"), SqlFailure.InUse, "--url");
        Stores.Open(folder.File("a.db")).Dispose();
    }

    [Fact]
    public void A_lock_of_another_process_is_respected_and_ends_with_it()
    {
        using var folder = new TempFolder();
        Stores.Open(folder.File("a.db")).Dispose();
        using (var other = Process.Start(new ProcessStartInfo("flock", [folder.File("a.db.lock"), "sh", "-c", "echo held; cat"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!)
        {
            Assert.Equal("held", other.StandardOutput.ReadLine());
            AssertRefused(folder.File("a.db"), SqlFailure.InUse, "another node");
            other.StandardInput.Close();
            other.WaitForExit();
        }
        Stores.Open(folder.File("a.db")).Dispose();
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused_and_left_as_it_is()
    {
        using var folder = new TempFolder();
        var text = new string('x', 8_192);
        File.WriteAllText(folder.File("a.db"), text);
        AssertRefused(folder.File("a.db"), SqlFailure.NotAStore, "STIGMEM_DB_PATH");
        Assert.Equal(text, File.ReadAllText(folder.File("a.db")));
    }

    [Fact]
    public void A_missing_folder_is_named_with_its_cure()
    {
        using var folder = new TempFolder();
        AssertRefused(folder.File("nowhere/a.db"), SqlFailure.CannotOpen, "Create the folder");
        Directory.CreateDirectory(folder.File("nowhere"));
        Stores.Open(folder.File("nowhere/a.db")).Dispose();
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("a.db"));
        AssertRefused(folder.File("a.db"), SqlFailure.CannotOpen, "STIGMEM_DB_PATH");
    }

    [Fact]
    public void A_missing_file_is_not_made_by_a_reader()
    {
        using var folder = new TempFolder();
        AssertRefused($"file:{folder.File("a.db")}?mode=ro", SqlFailure.CannotOpen, "STIGMEM_DB_PATH");
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_read_only_store_is_read_and_not_written()
    {
        using var folder = new TempFolder();
        using (var engine = Stores.Open(folder.File("a.db")))
            await engine.AddAsync("a");
        using var readOnly = Stores.Open($"file:{folder.File("a.db")}?mode=ro");
        Assert.Equal(["a"], readOnly.Notes());
        var refused = await Assert.ThrowsAsync<SqlFailureException>(() => readOnly.AddAsync("b"));
        Assert.Equal(SqlFailure.ReadOnly, refused.Failure);
    }

    [Fact]
    public async Task A_full_store_keeps_what_it_has_and_goes_on_with_more_room()
    {
        using var folder = new TempFolder();
        List<string> kept = [];
        using (var engine = Stores.Open(new StoreOptions { Path = folder.File("a.db"), MaxPages = 60 }))
        {
            SqlFailureException? full = null;
            for (var i = 0; full is null && i < 1_000; i++)
            {
                var text = $"{i} {new string('x', 3_000)}";
                try
                {
                    await engine.AddAsync(text);
                    kept.Add(text);
                }
                catch (SqlFailureException e)
                {
                    full = e;
                }
            }
            Assert.Equal(SqlFailure.Full, full?.Failure);
            Assert.Contains("disk space", full!.Cure, StringComparison.Ordinal);
            Assert.Equal(kept, engine.Notes());
            Assert.Equal(SqlFailure.Full, (await Assert.ThrowsAsync<SqlFailureException>(() => engine.AddAsync(new string('y', 20_000)))).Failure);
        }
        using var larger = Stores.Open(new StoreOptions { Path = folder.File("a.db"), MaxPages = 120 });
        await larger.AddAsync("more");
        Assert.Equal([.. kept, "more"], larger.Notes());
    }

    [Fact]
    public async Task A_damaged_page_is_reported_as_damage()
    {
        using var folder = new TempFolder();
        using (var engine = Stores.Open(folder.File("a.db")))
        {
            for (var i = 0; i < 200; i++)
                await engine.AddAsync($"{i} {new string('x', 2_000)}");
        }
        using (var file = File.OpenWrite(folder.File("a.db")))
        {
            for (var page = 4; page < file.Length / 4_096; page++)
            {
                file.Position = page * 4_096L;
                file.Write([0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA, 0xF9, 0xF8]);
            }
        }
        using var damaged = Stores.Open(folder.File("a.db"));
        var failure = Assert.Throws<SqlFailureException>(damaged.Notes);
        Assert.Equal(SqlFailure.Corrupt, failure.Failure);
        Assert.Contains("snapshot restore", failure.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_opening_holds_on_to_nothing()
    {
        using var folder = new TempFolder();
        Stores.Open(folder.File("a.db")).Dispose();
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<SqlFailureException>(() => SqlEngine.Open(
                new StoreOptions { Path = folder.File("a.db") }, [Stores.Migrations[0]], [], TimeProvider.System, failure => throw failure));
        }
        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget), target => target?.StartsWith(folder.Path, StringComparison.Ordinal) == true);
    }

    private static void AssertRefused(string path, SqlFailure failure, string cure)
    {
        var refused = Assert.Throws<SqlFailureException>(() => Stores.Open(path));
        Assert.Equal(failure, refused.Failure);
        Assert.Contains(cure, refused.Cure, StringComparison.OrdinalIgnoreCase);
    }
}
