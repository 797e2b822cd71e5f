using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Embeddings;

/// <summary>Log lines of embeddings, ids 2100 to 2199.</summary>
internal static partial class EmbeddingLog
{
    [LoggerMessage(2100, LogLevel.Warning, "Facts get no vectors: {Reason}; the next try is in {Seconds} s")]
    public static partial void Failed(ILogger logger, string reason, double seconds);
}
