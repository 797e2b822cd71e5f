using Stigmem.Protocol.Decay;

namespace Stigmem.Sdk.Decay;

/// <summary>What a sweep is to do.</summary>
public sealed record DecaySweep
{
    /// <summary>Only counts what is due.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where; null for every scope, which needs <c>admin</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Ends facts without an expiry that are at least so old; null leaves it to the node's settings.</summary>
    public long? TtlSeconds { get; init; }

    /// <summary>Ends facts of lower confidence; null leaves it to the node's settings.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>Rules that go in the place of the two above.</summary>
    public IReadOnlyList<DecayPolicyRecord> Policies { get; init; } = [];
}
