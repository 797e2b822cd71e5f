using System.Text.Json.Serialization;

namespace Stigmem.Cli.Importing;

/// <summary>A place of the source that became no fact.</summary>
internal sealed record ImportRefusal
{
    [JsonPropertyName("file")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }

    [JsonPropertyName("line")]
    public required int Line { get; init; }

    [JsonPropertyName("error")]
    public required string Error { get; init; }

    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>The refusal of an item.</summary>
    public static ImportRefusal Of(ImportItem item, string error, string code) => new() { File = item.File, Line = item.Line, Error = error, Code = code };

    /// <summary>Place and reason on one line.</summary>
    public override string ToString() => $"{(File is null ? "" : File + ":")}{(File is null ? "line " : "")}{Line}: {Error} ({Code})";
}
