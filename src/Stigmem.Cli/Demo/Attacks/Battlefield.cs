using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Cli.Demo.Attacks;

/// <summary>
/// The node under attack, reached as a peer reaches it, and its operator's view of it. Requests are written by hand: a
/// client that checks what it sends could not send what attacks send.
/// </summary>
internal sealed class Battlefield(HttpClient http, string nodeId, string adminKey, Attacker attacker, Attacker stranger)
{
    private readonly List<string> _smuggled = [];

    /// <summary>The peer that is let in after its handshake.</summary>
    public Attacker Attacker => attacker;

    /// <summary>Another, which never gets in.</summary>
    public Attacker Stranger => stranger;

    /// <summary>The registration of <see cref="Attacker"/>, once there is one.</summary>
    public string PeerId { get; private set; } = "";

    /// <summary>A fresh token of the peer that was let in.</summary>
    public string Token(params string[] scopes) => attacker.Token(nodeId, scopes: scopes);

    /// <summary>A token of the peer that was let in, with a nonce or an age of choice.</summary>
    public string Token(string? nonce, TimeSpan age = default) => attacker.Token(nodeId, nonce, age);

    /// <summary>Hands a declaration in, and remembers whose registration it became.</summary>
    public async Task<string> DeclareAsync(JsonObject declaration, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/v1/federation/peers", adminKey, declaration.ToJsonString(), cancellation);
        if (status != 201)
            return Answer(status, body);
        if (declaration["node_id"]!.GetValue<string>() == attacker.NodeId)
            PeerId = body.GetProperty("peer_id").GetString()!;
        var reason = body.TryGetProperty("reason", out var said) ? $": {said.GetString()}" : "";
        return $"{status} {body.GetProperty("status").GetString()}{reason}";
    }

    /// <summary>Lets the attacker in, as a deceived operator would.</summary>
    public async Task<string> ApproveAsync(string fingerprint, CancellationToken cancellation)
    {
        var body = new JsonObject { ["pubkey_fingerprint"] = fingerprint }.ToJsonString();
        var (status, answer) = await SendAsync(HttpMethod.Post, $"/v1/federation/peers/{PeerId}/approve", adminKey, body, cancellation);
        return Answer(status, answer);
    }

    /// <summary>Asks for facts.</summary>
    public async Task<string> PullAsync(string token, string query, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"/v1/federation/facts?{query}", token, null, cancellation);
        return status == 200 ? $"200 with {body.GetProperty("facts").GetArrayLength()} facts" : Answer(status, body);
    }

    /// <summary>Hands facts over that the node must not take.</summary>
    public Task<string> SmuggleAsync(CancellationToken cancellation, params JsonObject[] facts)
    {
        _smuggled.AddRange(facts.Select(fact => fact["id"]!.GetValue<string>()));
        return PushAsync(Token(), $"{{\"facts\":[{string.Join(',', facts.Select(fact => fact.ToJsonString()))}]}}", cancellation);
    }

    /// <summary>Hands a body over, whatever it is.</summary>
    public async Task<string> PushAsync(string token, string text, CancellationToken cancellation)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/v1/federation/facts/push", token, text, cancellation);
        if (status != 202)
            return Answer(status, body);
        var errors = body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("error").GetString());
        return string.Join(' ', ["202", $"{body.GetProperty("accepted").GetInt32()} accepted", .. errors]);
    }

    /// <summary>The facts that were smuggled in since the last call.</summary>
    public async Task<IReadOnlyList<string>> SmuggledAsync(CancellationToken cancellation)
    {
        List<string> stored = [];
        foreach (var id in _smuggled)
        {
            var (status, _) = await SendAsync(HttpMethod.Get, $"/v1/facts/{id}", adminKey, null, cancellation);
            if (status != 404)
                stored.Add(id);
        }
        _smuggled.Clear();
        return stored;
    }

    /// <summary>Events of the audit of peers, newest first: the row's id and its type.</summary>
    public async Task<IReadOnlyList<(string Id, string Type)>> AuditAsync(CancellationToken cancellation)
    {
        var (_, body) = await SendAsync(HttpMethod.Get, "/v1/federation/audit?limit=500", adminKey, null, cancellation);
        return [.. body.GetProperty("entries").EnumerateArray().Select(row => (row.GetProperty("id").GetString()!, row.GetProperty("event_type").GetString()!))];
    }

    /// <summary>A status with the plain text of a refusal, or only the status where a list of problems came.</summary>
    private static string Answer(int status, JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String
            ? $"{status} {detail.GetString()}"
            : $"{status}";

    private async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string bearer, string? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) } };
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsByteArrayAsync(cancellation);
        using var document = text.Length == 0 ? null : JsonDocument.Parse(text);
        return ((int)response.StatusCode, document?.RootElement.Clone() ?? default);
    }
}
