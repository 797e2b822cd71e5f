namespace Stigmem.Core.Decay;

/// <summary>Policies together. The most specific one that applies to a fact decides about it alone.</summary>
public sealed class DecayPolicies
{
    private readonly (DecayPolicy Policy, int Place)[] _bySpecificity;

    /// <summary>Policies in the order of the request, which decides between equally specific ones.</summary>
    public DecayPolicies(IReadOnlyList<DecayPolicy> policies)
    {
        All = policies;
        _bySpecificity = [.. policies.Select((policy, place) => (policy, place)).OrderByDescending(one => one.policy.Specificity).ThenBy(one => one.place)];
    }

    /// <summary>The policies in the order of the request.</summary>
    public IReadOnlyList<DecayPolicy> All { get; }

    /// <summary>What is to become of a live fact, and by which policy.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="nowMicroseconds">Now.</param>
    /// <param name="place">The place of the policy in <see cref="All"/>.</param>
    public DecayVerdict Judge(in DecayTarget fact, long nowMicroseconds, out int place)
    {
        place = -1;
        if (fact.IsExempt || fact.Confidence <= 0)
            return DecayVerdict.Stays;
        foreach (var (policy, at) in _bySpecificity)
        {
            if (!policy.Applies(fact))
                continue;
            place = at;
            return policy.Judge(fact, nowMicroseconds);
        }
        return DecayVerdict.Stays;
    }
}
