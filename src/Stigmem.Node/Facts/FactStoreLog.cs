using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Facts;

/// <summary>Log lines about the table of facts, ids 1000 to 1099.</summary>
internal static partial class FactStoreLog
{
    [LoggerMessage(1000, LogLevel.Warning, "Somebody tried {Count} times to change or delete facts in the database file and was refused: see fact_mutation_attempted in the audit log")]
    public static partial void MutationAttempted(ILogger logger, int count);
}
