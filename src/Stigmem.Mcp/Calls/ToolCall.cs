using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Stigmem.Mcp.Calls;

/// <summary>One call of a tool: its arguments and the node that it asks.</summary>
internal sealed class ToolCall(ToolArguments arguments, NodePort node, McpTerms terms, Func<Guid> ids, CancellationToken cancellation)
{
    private string? _session;

    /// <summary>What was sent along.</summary>
    public ToolArguments Arguments { get; } = arguments;

    /// <summary>What the operator chose.</summary>
    public McpTerms Terms { get; } = terms;

    /// <summary>The scope, named or not.</summary>
    public string Scope => Arguments.Text("scope") ?? Terms.DefaultScope;

    /// <summary>The time to look back to; null is now, as is an empty text, which models send for what they leave out.</summary>
    public string? AsOf => Arguments.Text("as_of") is { Length: > 0 } time ? time : null;

    /// <summary>Whether only names are wanted.</summary>
    public bool NamesOnly => Arguments.Flag("names_only") ?? false;

    /// <summary>Asks the node.</summary>
    public Task<JsonObject> GetAsync(string path, params (string Name, object? Value)[] query) => node.GetAsync(path + Query(query), Session(), cancellation);

    /// <summary>Asks the node without leaving a mark in the session.</summary>
    public Task<JsonObject> LookAsync(string path, params (string Name, object? Value)[] query) => node.GetAsync(path + Query(query), null, cancellation);

    /// <summary>Sends something to the node.</summary>
    public Task<JsonObject> PostAsync(string path, JsonObject body, bool inSession = true) => node.PostAsync(path, body, inSession ? Session() : null, cancellation);

    /// <summary>The session: named by the caller, or by the operator, or new with each call.</summary>
    private string Session() => _session ??= Arguments.Text("session_id") ?? Terms.SessionId ?? $"mcp:{ids()}";

    private static string Query((string Name, object? Value)[] query)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in query.Where(pair => pair.Value is not null))
        {
            var shown = value switch
            {
                true => "true",
                false => "false",
                _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(shown));
        }
        return text.ToString();
    }
}
