using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Mcp.Calls;

/// <summary>
/// The node behind the tools. Whatever a tool does is a call of the node's HTTP interface with the key of whoever asked,
/// so that a tool can do nothing that its caller could not.
/// </summary>
/// <param name="http">Where the calls go; its base address is the node's.</param>
/// <param name="apiKey">The key to show; null calls anonymously.</param>
/// <param name="looksAtKey">Whether the first call asks whose the key is, and refuses to work for an admin.</param>
public sealed class NodePort(HttpClient http, string? apiKey, bool looksAtKey)
{
    /// <summary>Why a key with admin rights is not used.</summary>
    public const string AdminRefusal = "a key with admin rights is not accepted over MCP: what a model reads could make it use them";

    private const int ShortestSecret = 4;
    private bool _mayWork = !looksAtKey;

    /// <summary>Asks the node about the key.</summary>
    public async Task<KeyState> LookAtKeyAsync(CancellationToken ct)
    {
        try
        {
            return await IsAdminAsync(ct) ? KeyState.Admin : KeyState.Fine;
        }
        catch (ToolFailure failure)
        {
            return failure.Status is 401 or 403 ? KeyState.Refused : KeyState.Unknown;
        }
    }

    /// <summary>The text without the key.</summary>
    internal string Mask(string text) => apiKey is { Length: >= ShortestSecret } ? text.Replace(apiKey, "***", StringComparison.Ordinal) : text;

    internal Task<JsonObject> GetAsync(string path, string? session, CancellationToken ct) => WorkAsync(HttpMethod.Get, path, null, session, ct);

    internal Task<JsonObject> PostAsync(string path, JsonObject body, string? session, CancellationToken ct) => WorkAsync(HttpMethod.Post, path, body, session, ct);

    private async Task<JsonObject> WorkAsync(HttpMethod method, string path, JsonObject? body, string? session, CancellationToken ct)
    {
        // As long as the node has not said whose the key is, nothing is done with it.
        if (!_mayWork && await IsAdminAsync(ct))
            throw new ToolFailure(AdminRefusal);
        _mayWork = true;
        return await SendAsync(method, path, body, session, ct);
    }

    private async Task<bool> IsAdminAsync(CancellationToken ct)
    {
        var caller = await SendAsync(HttpMethod.Get, "/v1/me", null, null, ct);
        return (caller["permissions"] as JsonArray ?? []).Any(permission => permission?.ToString().StartsWith("admin", StringComparison.Ordinal) == true);
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, string? session, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/'));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (apiKey is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        if (session is not null && !request.Headers.TryAddWithoutValidation("Stigmem-Session", session))
            throw new ToolFailure("session_id cannot be sent");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, ct);
            var text = await response.Content.ReadAsByteArrayAsync(ct);
            return response.IsSuccessStatusCode ? Parse(text) : throw Refused((int)response.StatusCode, text);
        }
        catch (HttpRequestException e)
        {
            throw new ToolFailure($"the node does not answer: {e.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ToolFailure("the node did not answer in time");
        }
    }

    private static JsonObject Parse(byte[] text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject answer)
                return answer;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new ToolFailure("the node's answer is not a JSON object; STIGMEM_URL may name something else");
    }

    /// <summary>The node's own words: <c>detail</c> is a text, an object with a message, or a list of problems.</summary>
    private static ToolFailure Refused(int status, byte[] text)
    {
        JsonNode? detail = null;
        try
        {
            detail = (JsonNode.Parse(text) as JsonObject)?["detail"];
        }
        catch (JsonException)
        {
            // Not ours; the status has to do.
        }
        var message = detail switch
        {
            JsonValue plain when plain.GetValueKind() == JsonValueKind.String => plain.GetValue<string>(),
            JsonObject coded => $"{coded["message"]} ({coded["code"]}){RefusalAdvice.For(coded["code"]?.ToString())}",
            JsonArray problems => string.Join("; ", problems.OfType<JsonObject>().Select(Problem)),
            _ => $"HTTP {status}",
        };
        return new ToolFailure(message) { Status = status };
    }

    private static string Problem(JsonObject problem) =>
        $"{string.Join('.', (problem["loc"] as JsonArray ?? []).Select(part => part?.ToString()))}: {problem["msg"]}";
}
