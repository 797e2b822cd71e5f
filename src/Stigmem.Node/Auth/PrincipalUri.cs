using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary>
/// Names of principals: normalized like sources, so that a key's holder and the facts it writes have one name.
/// Subjects of OpenID providers are case-sensitive and stay as they are (rulings 13).
/// </summary>
internal static class PrincipalUri
{
    public const string OidcPrefix = "oidc:";

    public static Outcome<string> Normalize(EntityNaming naming, string uri)
    {
        if (uri.StartsWith(OidcPrefix, StringComparison.Ordinal))
            return uri;
        return naming.Normalize(uri).TryGet(out var normalized, out var fault)
            ? normalized
            : new Fault(FaultCode.InvalidEntityUri, $"invalid_entity_uri: {fault.Message}");
    }

    /// <summary>Whether the name is that of an agent: <c>agent:x</c> or <c>stigmem://authority/agent/x</c>.</summary>
    public static bool IsAgent(string normalizedUri)
    {
        if (normalizedUri.StartsWith("agent:", StringComparison.Ordinal))
            return true;
        return EntityUri.IsFormal(normalizedUri) && normalizedUri.Split('/')[3] == "agent";
    }
}
