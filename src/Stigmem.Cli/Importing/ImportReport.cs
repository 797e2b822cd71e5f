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

    /// <summary>Whether nothing was written; accepted is then what would have been sent.</summary>
    [JsonPropertyName("dry_run")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDryRun { get; init; }

    [JsonPropertyName("accepted")]
    public required long Accepted { get; init; }

    [JsonPropertyName("rejected")]
    public required long Rejected { get; init; }

    /// <summary>How many of the accepted took the place of others; null where an import is not compared with what is there.</summary>
    [JsonPropertyName("changed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Changed { get; init; }

    /// <summary>Facts that were there already.</summary>
    [JsonPropertyName("unchanged")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Unchanged { get; init; }

    /// <summary>Places that were never meant to become facts.</summary>
    [JsonPropertyName("left_out")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImportRefusal>? LeftOut { get; init; }

    /// <summary>Those of this run.</summary>
    [JsonPropertyName("refusals")]
    public required IReadOnlyList<ImportRefusal> Refusals { get; init; }

    /// <summary>The report in a line.</summary>
    public override string ToString() =>
        (IsDryRun ? "dry run, nothing was written: " : "")
        + (Unchanged is null ? $"{Accepted} accepted" : $"{Accepted - Changed} new, {Changed} changed, {Unchanged} there already, {LeftOut!.Count} left out")
        + $", {Rejected} refused";
}
