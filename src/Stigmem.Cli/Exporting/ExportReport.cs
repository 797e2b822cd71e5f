using System.Text.Json.Serialization;

namespace Stigmem.Cli.Exporting;

/// <summary>What an export into a file did.</summary>
internal sealed record ExportReport(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("facts")] long Facts,
    [property: JsonPropertyName("withheld")] long Withheld);
