using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Stigmem.Agents.Log;
using Stigmem.Agents.Memory;
using Stigmem.Agents.Profiles;
using Stigmem.Agents.Spend;

namespace Stigmem.Agents.Runs;

/// <summary>One run of an agent, from the lock to the record.</summary>
internal sealed class AgentRun
{
    private const int MostSummary = 80;
    private const int CharactersAToken = 3;

    private readonly string _runId;
    private readonly TimeProvider _time;
    private readonly CostGate _gate;
    private readonly SpendReader _spend;

    /// <summary>Prepares a run.</summary>
    public AgentRun(AgentFolder agent, RunRequest request, string runId, TimeProvider time)
    {
        Agent = agent;
        Request = request;
        _runId = runId;
        _time = time;
        Log = new RunLog(agent.Vault);
        Memory = new NoteFolder(agent.Vault, agent.Tools, agent.Root, time);
        _gate = new CostGate(agent.Model.Guardrails);
        _spend = new SpendReader(Log);
    }

    /// <summary>The agent.</summary>
    public AgentFolder Agent { get; }

    /// <summary>What it shall do.</summary>
    public RunRequest Request { get; }

    /// <summary>Its log.</summary>
    public RunLog Log { get; }

    /// <summary>Its notes.</summary>
    public NoteFolder Memory { get; }

    /// <summary>Whether a cap has made it go on with the fallback model.</summary>
    public bool FellBack { get; set; }

    /// <summary>What was used so far.</summary>
    public RunTally Tally { get; } = new();

    /// <summary>The local day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(_time.GetLocalNow().DateTime);

    /// <summary>Whether the next call may be made: with all that it may cost it must fit under the caps.</summary>
    public GateVerdict Decide(string model, IReadOnlyList<ChatMessage> messages)
    {
        var input = messages.Sum(message => message.Text.Length) / CharactersAToken;
        var estimate = PriceTable.BuiltIn.Cost(model, input, 0, Agent.Model.MostOutputTokens);
        return _gate.Decide(_spend.Today(Today), _spend.Month(Today), Tally.Cost, estimate, Request.IsCritical);
    }

    /// <summary>Writes the captures; one that fails is recorded and does not stop the others.</summary>
    /// <returns>The files of those that were written.</returns>
    public async Task<IReadOnlyList<string>> WriteCapturesAsync(CancellationToken ct)
    {
        List<string> written = [];
        foreach (var capture in Tally.Captures.All)
        {
            try
            {
                written.Add(await Memory.WriteAsync(capture, ct));
            }
            catch (AgentException e)
            {
                await Log.AppendAsync(new RunRecord { At = _time.GetLocalNow(), RunId = _runId, Status = "error", Summary = e.Message, Trigger = "capture_write_error" }, ct);
            }
        }
        return written;
    }

    /// <summary>Writes the record of the run.</summary>
    public ValueTask RecordAsync(string status, string model, TimeSpan latency, CancellationToken ct, params (string Key, JsonNode? Value)[] more)
    {
        Dictionary<string, JsonNode?> values = new()
        {
            ["cost_usd"] = Tally.Cost, ["cost_source"] = "actor", ["latency_ms"] = Math.Round(latency.TotalMilliseconds, 3),
            ["cache_hit_tokens"] = Tally.Cached, ["cache_miss_tokens"] = Math.Max(0, Tally.Input - Tally.Cached), ["agent_name"] = Agent.Name,
            ["critical"] = Request.IsCritical ? true : null,
            ["fallback"] = FellBack ? true : null,
            ["cost_estimated_via_fallback"] = Tally.IsEstimated ? true : null,
            ["agent_mode"] = status == "ok" ? Agent.Mode : null,
            ["tool_iterations"] = Tally.Turns > 1 ? Tally.Turns : null,
            ["capture_parse_failures"] = Tally.Captures.Failures > 0 ? Tally.Captures.Failures : null,
        };
        foreach (var (key, value) in more)
            values[key] = value;
        return Log.AppendAsync(
            new RunRecord
            {
                At = _time.GetLocalNow(), RunId = _runId, Status = status, Summary = Summary(), Model = model,
                InputTokens = (int)Tally.Input, OutputTokens = (int)Tally.Output, Trigger = Request.Trigger, More = values,
            },
            ct);
    }

    /// <summary>What the caller is told.</summary>
    public RunResult Result(string model, string text, TimeSpan latency) => new()
    {
        RunId = _runId, Text = text, Model = model, InputTokens = (int)Tally.Input, OutputTokens = (int)Tally.Output, Cost = Tally.Cost, LatencyMilliseconds = Math.Round(latency.TotalMilliseconds, 3),
    };

    private string Summary()
    {
        var line = Request.WorkItem.ReplaceLineEndings(" ").Trim();
        return line.Length <= MostSummary ? line : $"{line[..(MostSummary - 3)]}...";
    }
}
