using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Hosting;

/// <summary>Log lines of the host, ids 1900 to 1999.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1900, LogLevel.Error, "Request {RequestId} to {Operation} failed")]
    public static partial void RequestFailed(ILogger logger, string requestId, string operation, Exception failure);

    [LoggerMessage(1901, LogLevel.Error, "The store refused request {RequestId}: {Failure}. {Cure}")]
    public static partial void StoreRefused(ILogger logger, string requestId, string failure, string cure);

    [LoggerMessage(1902, LogLevel.Warning, "{Warning}")]
    public static partial void SettingWarning(ILogger logger, string warning);

    [LoggerMessage(1903, LogLevel.Information, "Stigmem node {NodeId} on SQLite {Version} ({Origin}), store {Path}")]
    public static partial void Started(ILogger logger, string nodeId, string version, string origin, string path);

    [LoggerMessage(1904, LogLevel.Error, "A checkpoint failed; the data is safe in the write-ahead log: {Failure}. {Cure}")]
    public static partial void CheckpointFailed(ILogger logger, string failure, string cure);

    [LoggerMessage(1905, LogLevel.Error, "Job {Job} failed")]
    public static partial void JobFailed(ILogger logger, string job, Exception failure);

    [LoggerMessage(1906, LogLevel.Error, "An audit row could not be written for request {RequestId}")]
    public static partial void AuditFailed(ILogger logger, string requestId, Exception failure);
}
