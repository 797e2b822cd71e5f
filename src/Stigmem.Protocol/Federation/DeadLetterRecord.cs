using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>A fact of a peer that was not stored.</summary>
public sealed record DeadLetterRecord
{
    /// <summary>The registration of the peer.</summary>
    [JsonPropertyName("peer_id")]
    public required string PeerId { get; init; }

    /// <summary>The peer; null when its registration was deleted.</summary>
    [JsonPropertyName("node_id")]
    public required string? NodeId { get; init; }

    /// <summary>The fact's id as it was sent; empty when it had none.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>Why it was refused.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Whether it will be tried again.</summary>
    [JsonPropertyName("curable")]
    public required bool Curable { get; init; }

    /// <summary>How often it was judged.</summary>
    [JsonPropertyName("attempts")]
    public required int Attempts { get; init; }

    /// <summary>When it came.</summary>
    [JsonPropertyName("first_seen")]
    public required string FirstSeen { get; init; }

    /// <summary>When it was judged last.</summary>
    [JsonPropertyName("last_tried")]
    public required string LastTried { get; init; }
}
