using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Federation;

/// <summary>Log lines of the exchange with peers.</summary>
internal static partial class FederationLog
{
    [LoggerMessage(1801, LogLevel.Warning, "{NodeUrl} is no address at which this node may call a peer; see FEDERATION_ALLOW_NETWORKS")]
    public static partial void NotCallable(ILogger logger, string nodeUrl);

    [LoggerMessage(1802, LogLevel.Information, "{NodeUrl} could not be asked: {Reason}")]
    public static partial void NoAnswer(ILogger logger, string nodeUrl, string reason);

    [LoggerMessage(1803, LogLevel.Debug, "{Facts} new facts from {NodeId}")]
    public static partial void Pulled(ILogger logger, int facts, string nodeId);

    [LoggerMessage(1804, LogLevel.Error, "Pulling from {NodeId} failed")]
    public static partial void PullFailed(ILogger logger, string nodeId, Exception failure);

    [LoggerMessage(1805, LogLevel.Debug, "{NodeId} took {Facts} facts that were pushed")]
    public static partial void Pushed(ILogger logger, int facts, string nodeId);

    [LoggerMessage(1806, LogLevel.Error, "Pushing to {NodeId} failed")]
    public static partial void PushFailed(ILogger logger, string nodeId, Exception failure);
}
