namespace Stigmem.Agents.Runs;

/// <summary>What came of a run.</summary>
public sealed record RunResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>What the model said last.</summary>
    public string Text { get; init; } = "";

    /// <summary>The model that was used.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens read, all turns together.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens written, all turns together.</summary>
    public int OutputTokens { get; init; }

    /// <summary>US dollars.</summary>
    public double Cost { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The files of the notes that were written.</summary>
    public IReadOnlyList<string> Captures { get; init; } = [];

    /// <summary>Why nothing was done, if a cap stopped it; else null.</summary>
    public string? SkipReason { get; init; }
}
