using System.Text.Json.Serialization;

namespace Stigmem.Cli.Federation;

/// <summary>One cursor of a checkpoint.</summary>
internal sealed record CursorEntry
{
    [JsonPropertyName("peer_id")]
    public required string PeerId { get; init; }

    [JsonPropertyName("peer_node_id")]
    public required string NodeId { get; init; }

    [JsonPropertyName("peer_url")]
    public required string NodeUrl { get; init; }

    [JsonPropertyName("peer_status")]
    public required string Status { get; init; }

    [JsonPropertyName("direction")]
    public required string Direction { get; init; }

    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }

    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}
