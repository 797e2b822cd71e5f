using System.Text.Json.Serialization;

namespace Stigmem.Agents.Runs;

/// <summary>What came of a run.</summary>
public sealed record RunResult
{
    /// <summary>The run.</summary>
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    /// <summary>What the model said last.</summary>
    [JsonPropertyName("text")]
    public string Text { get; init; } = "";

    /// <summary>The model that was used.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>Tokens read, all turns together.</summary>
    [JsonPropertyName("input_tokens")]
    public int InputTokens { get; init; }

    /// <summary>Tokens written, all turns together.</summary>
    [JsonPropertyName("output_tokens")]
    public int OutputTokens { get; init; }

    /// <summary>US dollars.</summary>
    [JsonPropertyName("cost_usd")]
    public double Cost { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    [JsonPropertyName("latency_ms")]
    public double LatencyMilliseconds { get; init; }

    /// <summary>The files of the notes that were written.</summary>
    [JsonPropertyName("captures")]
    public IReadOnlyList<string> Captures { get; init; } = [];

    /// <summary>Why nothing was done, if a cap stopped it; else null.</summary>
    [JsonPropertyName("skip_reason")]
    public string? SkipReason { get; init; }
}
