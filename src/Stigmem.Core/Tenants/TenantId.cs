using Stigmem.Core.Unicode;

namespace Stigmem.Core.Tenants;

/// <summary>The name of a tenant. Source of the rule: Access contract, section 6.</summary>
public static class TenantId
{
    /// <summary>The tenant of a node that serves only one.</summary>
    public const string Default = "default";

    /// <summary>
    /// Trims, lower-cases and checks a tenant id. Compatibility characters, such as full-width letters, are refused
    /// instead of folded into ASCII: the runtime carries no normalization tables, and a refusal never mixes two tenants.
    /// </summary>
    public static bool TryNormalize(string? text, out string tenant)
    {
        var trimmed = UnicodeSpace.Trim(text);
        tenant = System.Text.Ascii.IsValid(trimmed) ? FullCase.ToLower(trimmed) : "";
        if (Slug.IsValid(tenant)) return true;
        tenant = "";
        return false;
    }
}
