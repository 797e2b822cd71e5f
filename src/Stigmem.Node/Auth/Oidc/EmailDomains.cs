using Stigmem.Core.Faults;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth.Oidc;

/// <summary>
/// Lets in the configured email domains only. A token without an address, or with one that the provider does not vouch
/// for, is refused then: else leaving the claim out would be the way in.
/// </summary>
internal sealed class EmailDomains(OidcSettings settings)
{
    private readonly HashSet<string> _allowed =
        settings.AllowedDomains.Select(domain => domain.TrimStart('@').TrimEnd('.')).Where(domain => domain.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The refusal of a subject, or null.</summary>
    public Fault? Refusal(IdTokenClaims claims)
    {
        if (settings.AllowedDomains.Count == 0)
            return null;
        var domain = DomainOf(claims.Email);
        if (!_allowed.Contains(domain))
            return Refused(domain, "");
        return claims.EmailVerified ? null : Refused(domain, ": the provider has not verified the address");
    }

    /// <summary>What follows the one <c>@</c>; empty when there is none or more than one.</summary>
    private static string DomainOf(string? email)
    {
        var parts = email?.Split('@') ?? [];
        return parts is [{ Length: > 0 }, var domain] ? domain : "";
    }

    private static Fault Refused(string domain, string why) =>
        new(FaultCode.PermissionRequired, $"Email domain '{domain}' is not permitted{why}");
}
