using System.Net;
using System.Text;
using System.Text.Json;

namespace Stigmem.Testing;

/// <summary>Requests with JSON bodies and answers read as JSON, in one line.</summary>
public static class Http
{
    /// <summary>Sends a request.</summary>
    /// <param name="client">The client.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query, sent as they are.</param>
    /// <param name="json">The body; null sends none.</param>
    /// <param name="headers">Further headers.</param>
    public static async Task<Answer> Send(
        this HttpClient client, string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(client.BaseAddress!, path));
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, text, all);
    }

    /// <summary>Asserts a string fact; the answer is the record.</summary>
    public static Task<Answer> AssertFact(
        this HttpClient client, string entity, string relation, string value, string source, string scope = "local", string more = "", params (string, string)[] headers) =>
        client.Send("POST", "/v1/facts", $$"""{"entity":{{Q(entity)}},"relation":{{Q(relation)}},"value":{"type":"string","v":{{Q(value)}}},"source":{{Q(source)}},"scope":{{Q(scope)}}{{more}}}""", headers);

    private static string Q(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>What came back.</summary>
    public sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
    {
        /// <summary>The body as JSON.</summary>
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        /// <summary>A string member of the body.</summary>
        public string? this[string name] => Json.GetProperty(name).ToString();

        /// <summary>The plain detail of a refusal, or the code of a coded one.</summary>
        public string? Detail => Json.GetProperty("detail") is { ValueKind: JsonValueKind.Object } coded
            ? coded.GetProperty("code").GetString()
            : Json.GetProperty("detail").ToString();
    }
}
