namespace Stigmem.Mcp.Calls;

/// <summary>A tool cannot do what was asked; the message is for whoever called it.</summary>
internal sealed class ToolFailure(string message) : Exception(message)
{
    /// <summary>The node's status, or 0 when the node was not asked.</summary>
    public int Status { get; init; }
}
