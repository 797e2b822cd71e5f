using Stigmem.Core.Peers;

namespace Stigmem.Node.Federation.Peers;

/// <summary>What a known peer has declared anew, under another key, and what waits for the operator.</summary>
/// <param name="PublicKey">The text of the new key.</param>
/// <param name="NodeUrl">Where it wants to be reached.</param>
/// <param name="Scopes">What it wants to share.</param>
/// <param name="IsProven">Whether the present key vouches for the new one.</param>
/// <param name="IsOwnKind">Whether the node that answers there runs this software.</param>
internal sealed record Redeclaration(string PublicKey, string NodeUrl, PeerScopes Scopes, bool IsProven, bool IsOwnKind);
