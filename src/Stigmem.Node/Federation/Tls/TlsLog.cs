using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Federation.Tls;

/// <summary>Log lines of mutual TLS.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(1811, LogLevel.Information, "The certificate was read again: {Certificate}")]
    public static partial void Reloaded(ILogger logger, string certificate);

    [LoggerMessage(1812, LogLevel.Error, "The certificate in use stays, for the files have changed and cannot be used: {Problem}")]
    public static partial void NotReloaded(ILogger logger, string problem);

    [LoggerMessage(1813, LogLevel.Information, "A connection from {Remote} was refused: {Reason}")]
    public static partial void ClientRefused(ILogger logger, string remote, string reason);

    [LoggerMessage(1814, LogLevel.Warning, "Peers will refuse this node: its id is {NodeId}, and its certificate is for {Names}")]
    public static partial void NotOfThisNode(ILogger logger, string nodeId, string names);
}
