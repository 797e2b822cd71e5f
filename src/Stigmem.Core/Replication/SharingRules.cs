namespace Stigmem.Core.Replication;

/// <summary>
/// The sharing rules of a node. Each rule that matches a fact has to name the peer, so that another rule never shows more.
/// Rules that ended are remembered: what they held back must be looked at again.
/// </summary>
public sealed class SharingRules
{
    private readonly IReadOnlyList<SharingRule> _live;
    private readonly IReadOnlyList<(SharingRule Rule, long Ended)> _ended;

    /// <summary>Rules that hold, and those that do no longer with the generation in which they ended.</summary>
    public SharingRules(IReadOnlyList<SharingRule> live, IReadOnlyList<(SharingRule Rule, long Ended)> ended)
    {
        (_live, _ended) = (live, ended);
        Generation = ended.Count == 0 ? 0 : ended.Max(one => one.Ended);
    }

    /// <summary>No rules: only scopes decide.</summary>
    public static SharingRules None { get; } = new([], []);

    /// <summary>How often rules have ended; a cursor that is older may have passed facts that are free now.</summary>
    public long Generation { get; }

    /// <summary>Whether the peer may have the fact.</summary>
    public bool Allow(in OutgoingFact fact, string peerNodeId)
    {
        foreach (var rule in _live)
        {
            if (rule.Matches(fact) && !rule.Peers.Contains(peerNodeId, StringComparer.Ordinal))
                return false;
        }
        return true;
    }

    /// <summary>Whether the fact may have been held back in a generation by a rule that has ended since.</summary>
    public bool MayHaveOpened(in OutgoingFact fact, long since)
    {
        foreach (var (rule, ended) in _ended)
        {
            if (ended > since && rule.Matches(fact))
                return true;
        }
        return false;
    }
}
