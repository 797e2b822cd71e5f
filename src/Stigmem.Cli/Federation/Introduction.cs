using System.Text.Json.Serialization;
using Stigmem.Core.Peers;

namespace Stigmem.Cli.Federation;

/// <summary>What became of introducing a node to another.</summary>
internal sealed record Introduction
{
    /// <summary><c>pending_approval</c>, or <c>already_registered</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The registration at the other node; null when there was one before.</summary>
    [JsonPropertyName("peer_id")]
    public required string? PeerId { get; init; }

    /// <summary>The state of the registration that was there before, as far as the other node tells.</summary>
    [JsonPropertyName("known_status")]
    public string? KnownStatus { get; init; }

    /// <summary>The node that was introduced.</summary>
    [JsonPropertyName("node_id")]
    public required string NodeId { get; init; }

    /// <summary>Where the other one will look for it.</summary>
    [JsonPropertyName("node_url")]
    public required string NodeUrl { get; init; }

    /// <summary>To whom.</summary>
    [JsonPropertyName("remote_url")]
    public required string RemoteUrl { get; init; }

    /// <summary>What the other operator compares.</summary>
    [JsonPropertyName("fingerprint")]
    public required string Fingerprint { get; init; }

    /// <summary>Names all that the other operator approves: node, address, key and scopes.</summary>
    [JsonPropertyName("declaration_digest")]
    public required string DeclarationDigest { get; init; }

    /// <summary>What the other operator runs; null when there is nothing to approve.</summary>
    [JsonPropertyName("approve_command")]
    public string? ApproveCommand => PeerId is null || Status == PeerStatus.Active.Name() ? null
        : $"stigmem federation approve {PeerId} --fingerprint {Fingerprint} --declaration {DeclarationDigest} --url {RemoteUrl}";
}
