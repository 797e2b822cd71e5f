using System.Text.Json;
using Stigmem.Cli.Tests.Running;
using Stigmem.Core.Transparency;

namespace Stigmem.Cli.Tests.Federation;

public sealed class LogImportTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task The_log_of_a_reference_node_is_taken_over_once_and_checked_by_the_doctor()
    {
        _sandbox.Variables["STIGMEM_PORT"] = "0";
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        _sandbox.Write("tampered.jsonl", Lines(3).Replace("\"n\":1", "\"n\":7", StringComparison.Ordinal));
        (await _sandbox.RunAsync("federation", "log-import", "tampered.jsonl")).ShouldFail(1, "log_not_imported", "whole");
        _sandbox.Variables["STIGMEM_TL_LOCAL_PATH"] = "nowhere.jsonl";
        (await _sandbox.RunAsync("federation", "log-import")).ShouldFail(1, "file_missing", "STIGMEM_TL_LOCAL_PATH");
        _sandbox.Variables["STIGMEM_TL_LOCAL_PATH"] = _sandbox.Write("reference.jsonl", Lines(3));
        Assert.Equal("3 entries imported\n", (await _sandbox.RunAsync("federation", "log-import")).ShouldSucceed().Output);
        (await _sandbox.RunAsync("federation", "log-import")).ShouldFail(1, "log_not_imported", "empty");
        Assert.Matches("(?m)^ok +log ", (await _sandbox.RunAsync("doctor")).ShouldSucceed().Output);
    }

    public void Dispose() => _sandbox.Dispose();

    private static string Lines(int count)
    {
        var (text, previous) = ("", ChainedLog.FirstPrevious);
        for (var i = 0; i < count; i++)
        {
            using var payload = JsonDocument.Parse($$"""{"n":{{i}}}""");
            var line = ChainedLog.Next(i, "2026-05-02T00:00:00+00:00", previous, payload.RootElement);
            previous = line.ChainHash;
            text += $$"""{"index":{{i}},"ts":"{{line.Timestamp}}","leaf_hash":"{{line.LeafHash}}","prev_hash":"{{line.PreviousHash}}","chain_hash":"{{line.ChainHash}}","payload":{"n":{{i}} } }""" + "\n";
        }
        return text;
    }
}
