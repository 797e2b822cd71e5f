using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.PeerTokens;

/// <summary>What the registration of a peer says about the tokens that it may send.</summary>
/// <param name="NodeId">Its identity, as registered.</param>
/// <param name="Status">Only an active peer gets in.</param>
/// <param name="Keys">Its key; while a change of keys is still fresh, the one before as well.</param>
public sealed record PeerKeys(string NodeId, PeerStatus Status, IReadOnlyList<IVerifier> Keys);
