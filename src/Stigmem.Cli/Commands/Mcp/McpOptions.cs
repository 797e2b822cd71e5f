using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Mcp.Connectors;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary>Options that several commands about editors have.</summary>
internal static class McpOptions
{
    /// <summary>The editor.</summary>
    public static Argument<string> Editor { get; } = new("editor") { Description = $"One of {Names}." };

    /// <summary>The node that the editor's server talks to.</summary>
    public static Option<string?> Url { get; } = new("--stigmem-url")
    {
        Description = "The node that the editor will talk to. Default: STIGMEM_URL, else http://localhost:8765.",
        HelpName = "url",
    };

    /// <summary>The key that it shows.</summary>
    public static Option<string?> ApiKey { get; } = new("--stigmem-api-key")
    {
        Description = "The key that the editor will show; with an admin's, a key that reads and writes is made. Default: STIGMEM_API_KEY.",
        HelpName = "key",
    };

    /// <summary>The editors' names.</summary>
    public static string Names => string.Join(", ", KnownEditors.All.Select(editor => editor.Editor));

    /// <summary>Address and key that the options and the environment name.</summary>
    public static (string Url, string? Key, ClientCertificate? Certificate) Target(CommandCall call)
    {
        var source = SettingsSource.FromEnvironment(Environment.CurrentDirectory);
        return (call.Get(Url) ?? Setting(source, "STIGMEM_URL") ?? "http://localhost:8765", call.Get(ApiKey) ?? Setting(source, "STIGMEM_API_KEY"), ClientCertificate.Of(source));
    }

    private static string? Setting(SettingsSource source, string name) =>
        source.TryGet(name, out var value, out _) && value.Trim().Length > 0 ? value.Trim() : null;
}
