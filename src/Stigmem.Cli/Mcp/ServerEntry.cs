using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Protocol.Mcp;

namespace Stigmem.Cli.Mcp;

/// <summary>How an editor starts the server: what stands in its file under our name.</summary>
internal sealed record ServerEntry(string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The name in every editor's list of servers.</summary>
    public const string Name = "stigmem";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entry for this executable.</summary>
    /// <param name="url">The node.</param>
    /// <param name="key">The key; null for a node without keys.</param>
    public static ServerEntry Of(string url, string? key)
    {
        Dictionary<string, string> environment = new() { ["STIGMEM_URL"] = url };
        if (key is not null)
            environment["STIGMEM_API_KEY"] = key;
        return new ServerEntry(System.Environment.ProcessPath ?? Name, ["mcp"], environment);
    }

    /// <summary>The member under which an editor lists servers.</summary>
    public static string ContainerOf(McpConnector editor) => editor.Editor == "zed" ? "context_servers" : "mcpServers";

    /// <summary>The entry as JSON.</summary>
    public string ToJson(McpConnector editor)
    {
        JsonObject entry = editor.Editor == "zed" ? new() { ["source"] = "custom" } : [];
        entry["command"] = Command;
        entry["args"] = new JsonArray([.. Arguments.Select(argument => JsonValue.Create(argument))]);
        entry["env"] = new JsonObject(Environment.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return entry.ToJsonString(Indented);
    }

    /// <summary>The entry as TOML tables; a JSON text is a TOML string as well.</summary>
    public string ToToml() => $"""
        [mcp_servers.{Name}]
        command = {Quote(Command)}
        args = [{string.Join(", ", Arguments.Select(Quote))}]

        [mcp_servers.{Name}.env]
        {string.Join('\n', Environment.Select(pair => $"{pair.Key} = {Quote(pair.Value)}"))}

        """;

    /// <summary>Reads an entry; null when it does not say how to start a server.</summary>
    public static ServerEntry? FromJson(string json)
    {
        try
        {
            var entry = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject;
            return entry?["command"]?.GetValue<string>() is { } command
                ? new ServerEntry(
                    command, [.. (entry["args"] as JsonArray ?? []).Select(argument => argument!.GetValue<string>())],
                    (entry["env"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>Everything but the key.</summary>
    public override string ToString() => $"{Command} {string.Join(' ', Arguments)}";

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString(Indented);
}
