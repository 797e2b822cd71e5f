using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Pull;

/// <summary>How many answers are held back for each peer. Each of them holds a request, and one is enough to hear of news.</summary>
internal sealed class HeldAnswers
{
    // One of a connection that has died may not have been noticed yet.
    private const int MostOfPeer = 2;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, int> _held = [];

    /// <summary>Takes a place; false when the peer has none left and is to be answered at once.</summary>
    public bool TryAdd(Peer peer)
    {
        lock (_gate)
        {
            var count = _held.GetValueOrDefault(peer.Id);
            if (count >= MostOfPeer)
                return false;
            _held[peer.Id] = count + 1;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Remove(Peer peer)
    {
        lock (_gate)
        {
            if (--_held[peer.Id] == 0)
                _held.Remove(peer.Id);
        }
    }
}
