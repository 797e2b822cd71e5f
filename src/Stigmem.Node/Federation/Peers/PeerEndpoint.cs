namespace Stigmem.Node.Federation.Peers;

/// <summary>A node to call.</summary>
/// <param name="Url">Its address.</param>
/// <param name="NodeId">Who should answer there; null when that is not known.</param>
internal readonly record struct PeerEndpoint(string Url, string? NodeId);
