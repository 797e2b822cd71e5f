using System.Text.Json.Nodes;
using Stigmem.Agents.Profiles;
using Stigmem.Agents.Runs;
using Stigmem.Testing;

namespace Stigmem.Agents.Tests.Runs;

/// <summary>Whole runs of the scripted model in real folders.</summary>
public sealed class AgentRunnerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_leaves_a_note_its_index_line_and_a_record()
    {
        Make();
        var result = await RunAsync();
        Assert.Equal(["reference_first_offline_run.md"], result.Captures);
        Assert.Contains("(reference_first_offline_run.md) — ", Read("memory/INDEX.md"), StringComparison.Ordinal);
        var record = JsonNode.Parse(Assert.Single(Lines()))!;
        Assert.Equal((result.RunId, "ok", "Go.", "offline", "manual"), ((string?)record["run_id"], (string?)record["status"], (string?)record["summary"], (string?)record["model"], (string?)record["trigger"]));
    }

    [Fact]
    public async Task What_a_model_says_in_later_turns_counts_and_unknown_tools_are_answered()
    {
        Make();
        File.WriteAllText(_folder.File("script.jsonl"), """
            {"text": "", "tool_calls": [{"name": "frost", "input": {"day": 1}}]}
            {"text": "", "tool_calls": [{"name": "atomic_capture", "input": {"type": "user"}}]}
            {"text": "Done.\n```atomic_capture\n{\"type\":\"user\",\"name\":\"Tea\",\"description\":\"likes tea\",\"confidence\":\"high\",\"sources\":[\"observation\"],\"body\":\"Green.\"}\n```"}
            """);
        var result = await RunAsync(model: $"offline:{_folder.File("script.jsonl")}");
        Assert.StartsWith("Done.", result.Text, StringComparison.Ordinal);
        Assert.Equal(["user_tea.md"], result.Captures);
        var record = JsonNode.Parse(Assert.Single(Lines()))!;
        Assert.Equal((3, 1), ((int)record["tool_iterations"]!, (int)record["capture_parse_failures"]!));
    }

    [Fact]
    public async Task A_cap_that_is_reached_skips_the_run_and_says_so()
    {
        Make("claude-haiku-4-5");
        var day = _time.GetLocalNow();
        var log = Path.Combine(_folder.Path, "clerk", "log", $"{day:yyyy-MM}", $"{day:yyyy-MM-dd}.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.WriteAllText(log, "{\"status\": \"ok\", \"cost_usd\": 0.4999}\n");
        var result = await RunAsync();
        Assert.Contains("daily cap of 0.5 USD", result.SkipReason, StringComparison.Ordinal);
        Assert.Equal("skipped", (string?)JsonNode.Parse(Lines()[^1])!["status"]);
    }

    [Theory]
    [InlineData("fallback", "offline", "ok")]
    [InlineData("Skip", "claude-haiku-4-5", "error")]
    public async Task A_cap_goes_on_with_the_fallback_model_and_a_slip_in_its_action_stops_the_run(string action, string model, string status)
    {
        Make("claude-haiku-4-5");
        var file = Path.Combine(_folder.Path, "clerk", "model.md");
        File.WriteAllText(file, File.ReadAllText(file).Replace("daily_cap_usd: 0.50", "daily_cap_usd: 0.0001", StringComparison.Ordinal)
            .Replace("daily_cap_action: skip", $"daily_cap_action: {action}", StringComparison.Ordinal) + "\n## Fallback\noffline\n");
        if (status == "ok")
            Assert.Equal("offline", (await RunAsync()).Model);
        else
            Assert.Contains("daily_cap_action", (await Assert.ThrowsAsync<AgentException>(() => RunAsync())).Message, StringComparison.Ordinal);
        var record = JsonNode.Parse(Assert.Single(Lines()))!;
        Assert.Equal((status, model, status == "ok"), ((string?)record["status"], (string?)record["model"], (bool?)record["fallback"] ?? false));
    }

    [Fact]
    public async Task A_run_that_fails_is_recorded()
    {
        Make();
        var failure = await Assert.ThrowsAsync<AgentException>(() => RunAsync(model: "offline:/nowhere.jsonl"));
        Assert.Contains("/nowhere.jsonl", failure.Message, StringComparison.Ordinal);
        Assert.Equal("error", (string?)JsonNode.Parse(Assert.Single(Lines()))!["status"]);
    }

    [Fact]
    public async Task An_agent_at_work_is_busy()
    {
        Make();
        await using var other = await new Agents.Vault.FileVault(Path.Combine(_folder.Path, "clerk"), _time).LockAsync(".lock", TimeSpan.Zero, default);
        Assert.Equal("LockBusy", (await Assert.ThrowsAsync<AgentException>(() => RunAsync())).Code);
        Assert.Equal("lock_busy", (string?)JsonNode.Parse(Assert.Single(Lines()))!["status"]);
    }

    [Theory]
    [InlineData("../clerk")]
    [InlineData(".clerk")]
    [InlineData("a/b")]
    public async Task Names_that_lead_out_of_the_root_are_refused(string name) => Assert.Equal(
        "PathTraversalError", (await Assert.ThrowsAsync<AgentException>(() => new AgentRunner(_time).RunAsync(_folder.Path, name, new RunRequest { WorkItem = "Go." }, default))).Code);

    private void Make(string model = "offline") => NewAgent.Create(_folder.Path, "clerk", "Help.", model, _time);

    private Task<RunResult> RunAsync(string? model = null) =>
        new AgentRunner(_time).RunAsync(_folder.Path, "clerk", new RunRequest { WorkItem = "Go.", Model = model }, default);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.Path, "clerk", file));

    private string[] Lines() => [.. Directory.GetFiles(Path.Combine(_folder.Path, "clerk", "log"), "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)];
}
