using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Serving;

public sealed partial class DemoAttackTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task Every_attack_is_refused_and_audited_and_the_transcript_holds_no_secret()
    {
        var file = _sandbox.File("attacks.json");
        var shown = await _sandbox.JsonAsync("demo-attack", "--port", Port(), "--transcript", file, "--json");
        Assert.True(shown.GetProperty("all_refused").GetBoolean());
        var attacks = shown.GetProperty("attacks").EnumerateArray().ToList();
        Assert.Equal(19, attacks.Count);
        Assert.All(attacks, attack =>
        {
            Assert.True(attack.GetProperty("refused").GetBoolean(), attack.ToString());
            Assert.NotEmpty(attack.GetProperty("observed_audit").EnumerateArray());
            Assert.Empty(attack.GetProperty("stored_facts").EnumerateArray());
        });
        var written = await File.ReadAllTextAsync(file);
        Assert.Equal(shown.ToString(), JsonDocument.Parse(written).RootElement.ToString());
        Assert.DoesNotMatch(Secret(), written);
    }

    [Fact]
    public async Task It_tells_each_attempt_and_what_came_of_it()
    {
        var told = await _sandbox.RunAsync("demo-attack", "--port", Port());
        told.ShouldSucceed();
        Assert.Contains("refused  over-scope push", told.Output, StringComparison.Ordinal);
        Assert.EndsWith("All 19 attacks were refused and audited.", told.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transcript_that_cannot_be_written_is_told()
    {
        (await _sandbox.RunAsync("demo-attack", "--port", "0")).ShouldFail(2, "usage", "0 does not do");
        (await _sandbox.RunAsync("demo-attack", "--port", Port(), "--transcript", _sandbox.File("no/folder/t.json"))).ShouldFail(1, "file_not_written", "--transcript");
    }

    public void Dispose() => _sandbox.Dispose();

    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);

    /// <summary>Signed tokens, and texts as long and mixed as keys and signatures are.</summary>
    [GeneratedRegex("eyJ|(?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{40,}")]
    private static partial Regex Secret();
}
