namespace Stigmem.Mcp;

/// <summary>What an operator can choose about the tools.</summary>
public sealed record McpTerms
{
    /// <summary>The scope of a call that names none.</summary>
    public required string DefaultScope { get; init; }

    /// <summary>The session of every call that names none; null makes a new one for each call.</summary>
    public string? SessionId { get; init; }

    /// <summary>How many facts <c>subscribe_scope</c> asks for by itself.</summary>
    public required int PollLimit { get; init; }

    /// <summary>The most bytes that the arguments of a call may have, as JSON.</summary>
    public required int MaxArgumentBytes { get; init; }
}
