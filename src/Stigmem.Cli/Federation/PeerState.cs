using System.Text.Json.Serialization;

namespace Stigmem.Cli.Federation;

/// <summary>How a node stands with one peer.</summary>
internal sealed record PeerState
{
    /// <summary>The registration.</summary>
    [JsonPropertyName("peer_id")]
    public required string PeerId { get; init; }

    /// <summary>The peer.</summary>
    [JsonPropertyName("node_id")]
    public required string NodeId { get; init; }

    /// <summary>Where it is reached.</summary>
    [JsonPropertyName("node_url")]
    public required string NodeUrl { get; init; }

    /// <summary>The true state.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>What is shared.</summary>
    [JsonPropertyName("allowed_scopes")]
    public required IReadOnlyList<string> AllowedScopes { get; init; }

    /// <summary>When it was approved.</summary>
    [JsonPropertyName("established_at")]
    public required string? EstablishedAt { get; init; }

    /// <summary>When the cursor of pulling was saved last; null before the first page, and unless a database file was asked.</summary>
    [JsonPropertyName("cursor_updated_at")]
    public required string? CursorUpdatedAt { get; init; }
}
