using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Auth;

/// <summary>Log lines about keys, ids 1120 to 1129; never a key.</summary>
internal static partial class AuthLog
{
    [LoggerMessage(1120, LogLevel.Warning, "API key {KeyId} keeps its old hash until it is used again: the store refused the new one.")]
    public static partial void NotRehashed(ILogger logger, Guid keyId, Exception failure);
}
