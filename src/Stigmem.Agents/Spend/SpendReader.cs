using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Agents.Log;

namespace Stigmem.Agents.Spend;

/// <summary>
/// Adds up what an agent has spent (agents contract, runtime section 3.2). A line that cannot be counted makes the sum
/// doubtful, and a doubtful sum stops every capped run: the file and line are named so that they can be mended.
/// </summary>
/// <param name="log">The agent's log.</param>
internal sealed class SpendReader(RunLog log)
{
    /// <summary>What was spent on a local day.</summary>
    public Money Today(DateOnly day)
    {
        try
        {
            return log.Day(day) is { } lines ? Sum(RunLog.PathOf(day), lines) : Money.None;
        }
        catch (AgentException e) when (e.Code == AgentFaults.LogRead)
        {
            return new Money(0, e.Message);
        }
    }

    /// <summary>What was spent in a day's local month.</summary>
    public Money Month(DateOnly day)
    {
        try
        {
            return log.Month(day).Aggregate(Money.None, (sum, file) => sum + Sum(file.File, file.Lines));
        }
        catch (AgentException e) when (e.Code == AgentFaults.LogRead)
        {
            return new Money(0, e.Message);
        }
    }

    private static Money Sum(string file, IReadOnlyList<LogLine> lines)
    {
        var (dollars, dropped) = (0.0, new List<LogLine>());
        foreach (var line in lines)
        {
            if (Cost(line) is { } cost)
                dollars += cost;
            else
                dropped.Add(line);
        }
        var doubt = dropped.Count == 0 ? null : $"{file} line {dropped[0].Number} cannot be counted; correct it, or move it to log/quarantine/";
        return new Money(2 * dropped.Count > lines.Count ? 0 : dollars, doubt);
    }

    /// <summary>What a line cost the agent: 0 when it says nothing or somebody else paid, null when it cannot be told.</summary>
    private static double? Cost(LogLine line)
    {
        if (line.Record is not { } record)
            return null;
        if (line.Text("cost_source") is { } source && source != "actor" || !record.TryGetPropertyValue("cost_usd", out var cost))
            return 0;
        return cost is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;
    }
}
