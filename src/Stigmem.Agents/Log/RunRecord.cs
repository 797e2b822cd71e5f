using System.Globalization;
using System.Text.Json.Nodes;

namespace Stigmem.Agents.Log;

/// <summary>One line of an agent's log (agents contract, vault section 7.2).</summary>
internal sealed record RunRecord
{
    /// <summary>The keys before all others, in their order.</summary>
    private static readonly string[] Optional =
    [
        "cost_usd", "cost_source", "latency_ms", "cache_hit_tokens", "cache_miss_tokens", "mandate_id", "parent_run_id", "parent_agent", "trigger",
        "agent_name", "fallback", "critical", "idempotency_key", "replayed_run_id", "conversation_id", "workflow_id",
    ];

    /// <summary>When, with the offset of the place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>What came of it.</summary>
    public required string Status { get; init; }

    /// <summary>One line for people.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The full id of the model; <c>n/a</c> for none.</summary>
    public string Model { get; init; } = "n/a";

    /// <summary>Tokens read.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens written.</summary>
    public int OutputTokens { get; init; }

    /// <summary>Who or what began the run, or the kind of a child record.</summary>
    public required string Trigger { get; init; }

    /// <summary>All further keys; those that the format knows come first, in its order. Nulls are left out.</summary>
    public IReadOnlyDictionary<string, JsonNode?> More { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>The kind of record, which follows from the trigger.</summary>
    public string Primitive => Trigger switch
    {
        "http" => "agent_call",
        "capture_write_error" => "capture",
        "tool_call" or "tool_call_deferred" => "tool",
        "cost_warning" or "judgment" or "outcome_iteration" or "dream" or "eval" => Trigger,
        _ when Trigger.StartsWith("helper", StringComparison.Ordinal) => "helper",
        _ when Trigger.StartsWith("delegate", StringComparison.Ordinal) => "delegate",
        _ when Trigger.StartsWith("escalation_", StringComparison.Ordinal) => "escalation",
        _ => "other",
    };

    /// <summary>The line, without a line feed.</summary>
    public string Line()
    {
        var line = new JsonObject
        {
            ["ts"] = At.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
            ["run_id"] = RunId,
            ["primitive"] = Primitive,
            ["status"] = Status,
            ["summary"] = Summary,
            ["model"] = Model,
            ["input_tokens"] = InputTokens,
            ["output_tokens"] = OutputTokens,
        };
        var more = More.Where(entry => entry.Value is not null).Append(KeyValuePair.Create("trigger", (JsonNode?)Trigger)).ToDictionary();
        foreach (var key in Optional.Where(more.ContainsKey).Concat(more.Keys.Except(Optional)))
            line[key] = more[key]!.DeepClone();
        return PythonJson.Format(line);
    }
}
