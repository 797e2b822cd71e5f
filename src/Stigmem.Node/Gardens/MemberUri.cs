using Stigmem.Core.Facts;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Gardens;

/// <summary>
/// How members are named: as the entity of a key is, or their role would never match. Subjects of an OpenID provider
/// are case-sensitive and stay as they are (rulings 13).
/// </summary>
internal static class MemberUri
{
    private const string OidcPrefix = "oidc:";

    public static Outcome<string> Normalize(string uri)
    {
        if (uri.StartsWith(OidcPrefix, StringComparison.Ordinal))
            return uri;
        return EntityUri.Normalize(uri).TryGet(out var normalized, out var fault)
            ? normalized
            : new Fault(FaultCode.InvalidEntityUri, $"invalid_entity_uri: {fault.Message}");
    }
}
