using Stigmem.Protocol.Mcp;

namespace Stigmem.Mcp.Connectors;

/// <summary>The editors and agents whose files we know, in the published order.</summary>
public static class KnownEditors
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<McpConnector> All { get; } =
    [
        Editor("codex-cli", "Codex CLI", "validated", "~/.codex/config.toml", "toml"),
        Editor("claude-code", "Claude Code", "validated", "~/.claude/mcp_servers.json", "json"),
        Editor("gemini-cli", "Gemini CLI", "caveated", "~/.gemini/settings.json", "json"),
        Editor("continue-dev", "Continue.dev", "experimental", "~/.continue/config.json", "json"),
        Editor("cursor", "Cursor", "experimental", "~/.cursor/mcp.json", "json"),
        Editor("zed", "Zed", "experimental", "~/.config/zed/settings.json", "jsonc"),
    ];

    private static McpConnector Editor(string editor, string label, string tier, string path, string format) => new()
    {
        Editor = editor,
        Label = label,
        ValidationTier = tier,
        DocsLink = $"https://docs.stigmem.dev/en/latest/docs/integrations/mcp/{editor}",
        ConfigPath = path,
        ConfigFormat = format,
    };
}
