using Stigmem.Core.Decay;
using Stigmem.Core.Facts;

namespace Stigmem.Node.Decay;

/// <summary>What a sweep is asked for.</summary>
/// <param name="Scope">Where; null for every scope.</param>
/// <param name="DryRun">Whether nothing is to be changed.</param>
/// <param name="Policies">Which facts fade, and how.</param>
/// <param name="HasOwnPolicies">Whether the request named the policies, which the answer then tells apart.</param>
internal sealed record SweepRequest(FactScope? Scope, bool DryRun, DecayPolicies Policies, bool HasOwnPolicies)
{
    /// <summary>Whether it reaches beyond one scope, which takes an admin.</summary>
    public bool IsEverywhere => Scope is null && (!HasOwnPolicies || Policies.All.Any(policy => policy.Scope is null));
}
