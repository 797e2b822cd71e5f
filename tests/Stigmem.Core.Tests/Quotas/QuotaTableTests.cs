using Stigmem.Core.Quotas;

namespace Stigmem.Core.Tests.Quotas;

public sealed class QuotaTableTests
{
    [Theory]
    [InlineData(QuotaDimension.FactWrite, "fact_write", 1000, 1000 / 3600.0)]
    [InlineData(QuotaDimension.FactRead, "fact_read", 5000, 5000 / 3600.0)]
    [InlineData(QuotaDimension.TokenIssue, "token_issue", 20, 1 / 3.0)]
    [InlineData(QuotaDimension.FederationPull, "federation_pull", 30, 0.5)]
    [InlineData(QuotaDimension.FederationPush, "federation_push", 10_000, 1_000)]
    [InlineData(QuotaDimension.FederationBytes, "federation_bytes", 256 * 1024 * 1024, 16 * 1024 * 1024)]
    [InlineData(QuotaDimension.AdminAction, "admin_action", 10, 1 / 6.0)]
    [InlineData(QuotaDimension.SubscriptionEvent, "subscription_event", 200, 20)]
    [InlineData(QuotaDimension.AuditExport, "audit_export", 10_000, 167)]
    public void Has_the_limits_of_the_contract(QuotaDimension dimension, string name, double capacity, double refill)
    {
        var table = new QuotaTable(1000, 5000);

        Assert.True(table.IsEnabled);
        Assert.Equal(new QuotaLimit(capacity, refill), table[dimension]);
        Assert.Equal(name, dimension.WireName());
        Assert.Equal(capacity, table.NewBucket(dimension, 0).Remaining(0));
    }

    [Fact]
    public void One_zero_alone_means_the_built_in_limit()
    {
        Assert.Equal(new QuotaLimit(100, 10), new QuotaTable(0, 5000)[QuotaDimension.FactWrite]);
        Assert.Equal(new QuotaLimit(500, 50), new QuotaTable(1000, 0)[QuotaDimension.FactRead]);
        Assert.True(new QuotaTable(0, 5000).IsEnabled);
    }

    [Fact]
    public void Two_zeros_switch_quotas_off() => Assert.False(new QuotaTable(0, 0).IsEnabled);

    [Fact]
    public void Negative_settings_are_a_bug_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuotaTable(-1, 0));
}
