using Stigmem.Agents.Log;
using Stigmem.Agents.Spend;
using Stigmem.Agents.Vault;
using Stigmem.Testing;

namespace Stigmem.Agents.Tests.Log;

public sealed class RunLogTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 4);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_is_the_line_that_the_python_stack_writes()
    {
        var record = new RunRecord
        {
            At = new DateTimeOffset(2026, 4, 19, 7, 30, 2, TimeSpan.FromHours(2)).AddMicroseconds(114_220), RunId = "run-1", Status = "ok", Summary = "Draft – it",
            Model = "claude-haiku-4-5", InputTokens = 2110, OutputTokens = 388, Trigger = "cron",
            More = new Dictionary<string, System.Text.Json.Nodes.JsonNode?> { ["agent_mode"] = "reactive", ["agent_name"] = "mossbank", ["cost_usd"] = 0.00324, ["latency_ms"] = 1904, ["critical"] = null, ["error"] = "small 0.00001", ["x"] = 0.00001 },
        };
        Assert.Equal(
            """{"ts": "2026-04-19T07:30:02.114220+02:00", "run_id": "run-1", "primitive": "other", "status": "ok", "summary": "Draft \u2013 it", "model": "claude-haiku-4-5", "input_tokens": 2110, "output_tokens": 388, "cost_usd": 0.00324, "latency_ms": 1904, "trigger": "cron", "agent_name": "mossbank", "agent_mode": "reactive", "error": "small 0.00001", "x": 1e-05}""",
            record.Line());
    }

    [Fact]
    public async Task A_torn_last_line_goes_to_quarantine_and_the_sum_is_certain_again()
    {
        var vault = new FileVault(_folder.Path, TimeProvider.System);
        var log = new RunLog(vault);
        vault.Write("log/2026-03/2026-03-04.jsonl", "{\"cost_usd\": 0.25}\n{\"cost_usd\": 0.5, \"cost_source\": \"judge\"}\n{\"cost_us"u8);
        Assert.Contains("log/2026-03/2026-03-04.jsonl line 3", new SpendReader(log).Today(Day).Doubt, StringComparison.Ordinal);
        Assert.Equal("log/2026-03/2026-03-04.jsonl", await log.MendAsync(Day, default));
        Assert.Equal(new Money(0.25, null), new SpendReader(log).Today(Day));
        Assert.Equal("{\"cost_us\n", vault.Read("log/quarantine/2026-03-04.jsonl")!.Text);
        Assert.Null(await log.MendAsync(Day, default));
    }

    [Theory]
    [InlineData("{\"cost_usd\": true}\n{\"cost_usd\": 1}\n", 1.0, true)]
    [InlineData("{\"cost_usd\": \"1\"}\nnot json\n{\"cost_usd\": 1}\n", 0.0, true)]
    [InlineData("\n{\"cost_usd\": 1.5}\n\n{\"status\": \"deduped\"}\n", 1.5, false)]
    [InlineData("", 0.0, false)]
    public void Lines_that_cannot_be_counted_make_a_sum_doubtful(string text, double dollars, bool isDoubtful)
    {
        var vault = new FileVault(_folder.Path, TimeProvider.System);
        vault.Write("log/2026-03/2026-03-04.jsonl", System.Text.Encoding.UTF8.GetBytes(text));
        vault.Write("log/2026-03/2026-03-01.jsonl", "{\"cost_usd\": 2}\n"u8);
        var spend = new SpendReader(new RunLog(vault));
        Assert.Equal((dollars, isDoubtful), (spend.Today(Day).Dollars, spend.Today(Day).Doubt is not null));
        Assert.Equal(dollars + 2, spend.Month(Day).Dollars);
        Assert.Equal(Money.None, spend.Today(Day.AddDays(1)));
    }

    [Fact]
    public async Task Lines_of_many_writers_stay_whole()
    {
        var vault = new FileVault(_folder.Path, TimeProvider.System);
        var line = new string('x', 10_000);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                await vault.AppendLineAsync("log/lines.jsonl", line, default);
        })));
        Assert.Equal(Enumerable.Repeat(line, 160), vault.Read("log/lines.jsonl")!.Text.TrimEnd('\n').Split('\n'));
    }
}
