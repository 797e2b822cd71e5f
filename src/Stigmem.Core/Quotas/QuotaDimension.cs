namespace Stigmem.Core.Quotas;

/// <summary>What is counted. Each dimension has buckets of its own.</summary>
public enum QuotaDimension
{
    /// <summary>Writing facts.</summary>
    FactWrite,

    /// <summary>Reading facts.</summary>
    FactRead,

    /// <summary>Issuing capability tokens.</summary>
    TokenIssue,

    /// <summary>Pulling by a peer.</summary>
    FederationPull,

    /// <summary>Facts that a peer pushes.</summary>
    FederationPush,

    /// <summary>Bytes that go to a peer or come from it.</summary>
    FederationBytes,

    /// <summary>Administration.</summary>
    AdminAction,

    /// <summary>Events of a subscription.</summary>
    SubscriptionEvent,

    /// <summary>Exports of the audit log.</summary>
    AuditExport,
}
