using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Auth.Oidc;

/// <summary>Log lines of OpenID log-in, ids 1100 to 1119.</summary>
internal static partial class OidcLog
{
    [LoggerMessage(1100, LogLevel.Warning, "OpenID discovery at {Issuer} failed: {Reason}")]
    public static partial void DiscoveryFailed(ILogger logger, string issuer, string reason);
}
