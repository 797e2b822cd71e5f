using Stigmem.Core.Capabilities;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>A token that this node has issued.</summary>
/// <param name="Token">The token.</param>
/// <param name="RevokedAt">When it was taken back; null if it was not.</param>
internal sealed record IssuedCapability(CapabilityToken Token, string? RevokedAt);
