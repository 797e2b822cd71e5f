using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Quarantine;

/// <summary>Log lines of quarantine, ids 1300 to 1399.</summary>
internal static partial class QuarantineLog
{
    [LoggerMessage(1300, LogLevel.Warning, "The text of fact {FactId} is suspect, but STIGMEM_QUARANTINE_GARDEN_ID names no quarantine garden of its tenant; it stays where it is")]
    public static partial void SuspectNotMoved(ILogger logger, Guid factId);

    [LoggerMessage(1301, LogLevel.Error, "Fact {FactId} could not be moved to quarantine")]
    public static partial void MoveFailed(ILogger logger, Guid factId, Exception failure);
}
