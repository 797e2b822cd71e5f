using Stigmem.Core.Peers;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Tokens;

/// <summary>A peer whose token was accepted.</summary>
/// <param name="Peer">The registration.</param>
/// <param name="Permitted">What may cross between the two nodes in this request.</param>
/// <param name="ClockMs">The peer's clock when it wrote the token, in milliseconds.</param>
internal sealed record PeerCaller(Peer Peer, PeerScopes Permitted, long ClockMs);
