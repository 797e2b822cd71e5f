using Stigmem.Core.Facts;
using Stigmem.Mcp;

namespace Stigmem.Node.Settings;

/// <summary>The tools for models.</summary>
public sealed record McpSettings
{
    /// <summary>What the tools go by.</summary>
    public required McpTerms Terms { get; init; }

    /// <summary>How long a server on stdin goes on with answers after the end of its input.</summary>
    public required TimeSpan DrainPatience { get; init; }

    /// <summary>Reads the settings of the tools, which a server without a node has as well.</summary>
    public static McpSettings Read(SettingsReader reader) => new()
    {
        Terms = new McpTerms
        {
            DefaultScope = reader.Choice("MCP_DEFAULT_SCOPE", FactScope.Company, "Scope of a tool's call that names none.").ToString().ToLowerInvariant(),
            PollLimit = reader.Integer("POLL_LIMIT", 50, 1, 500, "Facts that the tool subscribe_scope asks for by itself."),
            MaxArgumentBytes = reader.Integer("MCP_MAX_ARGUMENT_BYTES", 1_000_000, 1_000, 100_000_000, "Most bytes of the arguments of a tool's call, as JSON."),
        },
        DrainPatience = TimeSpan.FromSeconds(
            reader.Integer("MCP_DRAIN_SECONDS", 30, 1, 3600, "How long 'stigmem mcp' goes on with what was asked after its input has ended; what is open then stays without an answer.")),
    };
}
