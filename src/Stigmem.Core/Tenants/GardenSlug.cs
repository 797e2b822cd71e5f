using Stigmem.Core.Unicode;

namespace Stigmem.Core.Tenants;

/// <summary>The short name of a garden. Source of the rule: Access contract, section 7.</summary>
public static class GardenSlug
{
    /// <summary>Trims, lower-cases and checks a slug.</summary>
    public static bool TryNormalize(string? text, out string slug)
    {
        slug = FullCase.ToLower(UnicodeSpace.Trim(text));
        if (Slug.IsValid(slug)) return true;
        slug = "";
        return false;
    }
}
