using Microsoft.Extensions.Logging;

namespace Stigmem.Mcp;

/// <summary>Log lines of the tools, ids 2800 to 2899.</summary>
internal static partial class McpLog
{
    [LoggerMessage(2800, LogLevel.Error, "Tool {Tool} failed")]
    public static partial void ToolFailed(ILogger logger, string tool, Exception failure);
}
