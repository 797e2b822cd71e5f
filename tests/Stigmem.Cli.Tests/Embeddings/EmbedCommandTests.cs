using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Embeddings;

public sealed class EmbedCommandTests
{
    [Fact]
    public async Task Vectors_are_switched_on_filled_and_made_anew()
    {
        using var sandbox = new Sandbox();
        (sandbox.Variables["STIGMEM_EMBED_MODEL_PROVIDER"], sandbox.Variables["STIGMEM_EMBED_DIMENSION"]) = ("stub", "8");
        string[] local = ["--db", "stigmem.db"];
        (await sandbox.RunAsync(["auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine", .. local])).ShouldSucceed();
        await sandbox.JsonAsync(["fact", "assert", "user:x", "memory:role", "--value", "painter", .. local]);

        var off = await sandbox.RunAsync(["embed", "status", .. local]);
        Assert.Matches("(?m)^state +off$", off.ShouldSucceed().Output);
        Assert.Contains("Switch on: STIGMEM_EMBED_ENABLED=true STIGMEM_EMBED_MODEL_PROVIDER=stub", off.Errors, StringComparison.Ordinal);
        (await sandbox.RunAsync(["embed", "backfill", .. local])).ShouldFail(1, "conflict");

        sandbox.Variables["STIGMEM_EMBED_ENABLED"] = "true";
        Assert.Equal(1, (await sandbox.JsonAsync(["embed", "backfill", .. local])).GetProperty("vectors").GetInt32());
        sandbox.Variables["STIGMEM_EMBED_DIMENSION"] = "16";
        var mismatch = await sandbox.RunAsync(["embed", "status", .. local]);
        Assert.Equal(1, mismatch.ExitCode);
        Assert.Contains("stigmem embed reindex", mismatch.Errors, StringComparison.Ordinal);
        (await sandbox.RunAsync(["embed", "backfill", .. local])).ShouldFail(1, "embedding_failed", "embed status");
        var made = await sandbox.JsonAsync(["embed", "reindex", .. local]);
        Assert.Equal((1, "ready"), (made.GetProperty("vectors").GetInt32(), made.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_told_as_such()
    {
        using var sandbox = new Sandbox();
        sandbox.Variables["STIGMEM_EMBED_OLLAMA_URL"] = $"http://127.0.0.1:{FreePort.Next()}";
        (await sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine", "--db", "stigmem.db")).ShouldSucceed();
        var status = await sandbox.RunAsync("embed", "status", "--db", "stigmem.db");
        Assert.Equal(1, status.ExitCode);
        Assert.Contains("the provider cannot be reached", status.Errors, StringComparison.Ordinal);
    }
}
