using System.Text.Json.Serialization;

namespace Stigmem.Cli.Federation;

/// <summary>How a node stands with its peers.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Federation"><c>enabled</c> or <c>disabled</c>; null for a file that no node serves.</param>
/// <param name="Fingerprint">Of its key; null when it does not federate.</param>
/// <param name="Peers">Its peers, oldest first.</param>
internal sealed record FederationState(
    [property: JsonPropertyName("node_id")] string NodeId,
    [property: JsonPropertyName("federation")] string? Federation,
    [property: JsonPropertyName("fingerprint")] string? Fingerprint,
    [property: JsonPropertyName("peers")] IReadOnlyList<PeerState> Peers);
