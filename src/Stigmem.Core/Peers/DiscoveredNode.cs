namespace Stigmem.Core.Peers;

/// <summary>What a node says about itself where the declaration claims that it lives.</summary>
/// <param name="NodeId">Its identity.</param>
/// <param name="FederationPubkey">Its key among peers; null if it does not federate.</param>
public readonly record struct DiscoveredNode(string NodeId, string? FederationPubkey);
