using System.Text.Json.Serialization;

namespace Stigmem.Cli.Importing;

/// <summary>How far an import has come; kept beside its source until it is finished.</summary>
internal sealed record ImportState
{
    [JsonPropertyName("version")]
    public int Version { get; init; } = 1;

    /// <summary>Of the source.</summary>
    [JsonPropertyName("fingerprint")]
    public required string Fingerprint { get; init; }

    /// <summary>Items that the node has answered for.</summary>
    [JsonPropertyName("position")]
    public long Position { get; init; }

    [JsonPropertyName("accepted")]
    public long Accepted { get; init; }

    [JsonPropertyName("rejected")]
    public long Rejected { get; init; }
}
