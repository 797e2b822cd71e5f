using Stigmem.Core.Quotas;

namespace Stigmem.Core.Replication;

/// <summary>How often a peer may pull. Source of the rule: Federation contract, section 11.</summary>
public static class PullQuota
{
    /// <summary>
    /// For a peer that runs this software and drains what is waiting: 20 in a second. Others have
    /// <see cref="QuotaDimension.FederationPull"/>.
    /// </summary>
    public static QuotaLimit OfOwnKind { get; } = new(30, 20);

    /// <summary>
    /// Whether a pull counts. One that continues the page before does not: a peer that has fallen behind shall catch up.
    /// </summary>
    /// <param name="cursor">The cursor that the peer sends.</param>
    /// <param name="lastCursor">The cursor that it was given last.</param>
    /// <param name="lastHadMore">Whether another page was waiting then.</param>
    public static bool Counts(string? cursor, string? lastCursor, bool lastHadMore) =>
        !lastHadMore || cursor is null || cursor != lastCursor;
}
