namespace Stigmem.Core.Quotas;

/// <summary>The names of the dimensions in answers, audit rows and metrics.</summary>
public static class QuotaDimensionNames
{
    /// <summary>The wire name.</summary>
    public static string WireName(this QuotaDimension dimension) => dimension switch
    {
        QuotaDimension.FactWrite => "fact_write",
        QuotaDimension.FactRead => "fact_read",
        QuotaDimension.TokenIssue => "token_issue",
        QuotaDimension.FederationPull => "federation_pull",
        QuotaDimension.FederationPush => "federation_push",
        QuotaDimension.FederationBytes => "federation_bytes",
        QuotaDimension.AdminAction => "admin_action",
        QuotaDimension.SubscriptionEvent => "subscription_event",
        QuotaDimension.AuditExport => "audit_export",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };
}
