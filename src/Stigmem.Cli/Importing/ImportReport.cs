using System.Text.Json.Serialization;

namespace Stigmem.Cli.Importing;

/// <summary>What an import did.</summary>
internal sealed record ImportReport
{
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("format")]
    public required string Format { get; init; }

    /// <summary>The position of an earlier run that this one went on from.</summary>
    [JsonPropertyName("resumed_at")]
    public required long ResumedAt { get; init; }

    [JsonPropertyName("accepted")]
    public required long Accepted { get; init; }

    [JsonPropertyName("rejected")]
    public required long Rejected { get; init; }

    /// <summary>Those of this run.</summary>
    [JsonPropertyName("refusals")]
    public required IReadOnlyList<ImportRefusal> Refusals { get; init; }
}
