using Stigmem.Core.Peers;

namespace Stigmem.Simulation.Checks;

/// <summary>What the operator of one node has agreed on with a peer, as the schedule knows it.</summary>
internal sealed record Agreement(string PeerId, PeerScopes Scopes, bool IsActive);
