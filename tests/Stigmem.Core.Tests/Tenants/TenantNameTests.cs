using Stigmem.Core.Tenants;

namespace Stigmem.Core.Tests.Tenants;

public class TenantNameTests
{
    private const string Longest = "a12345678901234567890123456789012345678901234567890123456789012";

    [Theory]
    [InlineData("default", "default")]
    [InlineData(" Acme-1\t", "acme-1")]
    [InlineData("\u00A0x\u001C", "x")]
    [InlineData("0", "0")]
    [InlineData("a-", "a-")]
    [InlineData(Longest, Longest)]
    public void Trims_and_lower_cases(string given, string expected)
    {
        Assert.True(TenantId.TryNormalize(given, out var tenant));
        Assert.Equal(expected, tenant);
        Assert.True(GardenSlug.TryNormalize(given, out var slug));
        Assert.Equal(expected, slug);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a_b")]
    [InlineData("a/b")]
    [InlineData("é")]
    [InlineData("\u0130x")]
    [InlineData("a\nb")]
    [InlineData(Longest + "3")]
    public void Refuses_other_shapes(string? given)
    {
        Assert.False(TenantId.TryNormalize(given, out var tenant));
        Assert.Empty(tenant);
        Assert.False(GardenSlug.TryNormalize(given, out var slug));
        Assert.Empty(slug);
    }

    [Fact]
    public void A_full_width_tenant_is_refused_and_not_merged_with_another() =>
        Assert.False(TenantId.TryNormalize("ｆｏｏ", out _));

    [Fact]
    public void The_default_tenant_is_normal() =>
        Assert.True(TenantId.TryNormalize(TenantId.Default, out var tenant) && tenant == TenantId.Default);
}
