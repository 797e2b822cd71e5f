using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>
/// A node in Python that behaves as the reference does, in a process of its own: <c>reference_peer.py</c>. It computes every
/// id, digit, token and signature by itself.
/// </summary>
internal sealed class ReferencePeer : IAsyncDisposable
{
    /// <summary>Its id, with letters that each dialect of canonical JSON writes in its own way.</summary>
    private const string Id = "stigmem://zoë.example/référence🚀";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly SemaphoreSlim _turn = new(1);

    private ReferencePeer(Process process, JsonElement hello)
    {
        _process = process;
        Url = hello.GetProperty("url").GetString()!;
        NodeId = hello.GetProperty("node_id").GetString()!;
        PublicKey = hello.GetProperty("public").GetString()!;
        Key = hello.GetProperty("key").GetString()!;
    }

    public string Url { get; }

    public string NodeId { get; }

    public string PublicKey { get; }

    /// <summary>The key with which nodes introduce themselves there.</summary>
    public string Key { get; }

    public static async Task<ReferencePeer> StartAsync()
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-B", Path.Combine(AppContext.BaseDirectory, "Federation", "reference_peer.py"), Id })
            start.ArgumentList.Add(argument);
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["PYTHONUTF8"] = "1";
        var process = Process.Start(start)!;
        return new ReferencePeer(process, await AnswerAsync(process));
    }

    /// <summary>Gives a command and takes its answer.</summary>
    public async Task<JsonElement> DoAsync(string command, JsonObject? more = null)
    {
        var line = more?.DeepClone().AsObject() ?? [];
        line["do"] = command;
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line.ToJsonString());
            await _process.StandardInput.FlushAsync();
            return await AnswerAsync(_process);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Says facts, each a JSON text with what differs from a public fact of its own; the answer is what it stored.</summary>
    public async Task<IReadOnlyList<JsonElement>> SayAsync(params string[] facts) =>
        [.. (await DoAsync("say", new JsonObject { ["facts"] = new JsonArray([.. facts.Select(fact => JsonNode.Parse(fact))]) })).GetProperty("rows").EnumerateArray()];

    /// <summary>What it holds, by id.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> RowsAsync() =>
        (await DoAsync("rows")).GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!);

    /// <summary>The tokens that it refused, by reason.</summary>
    public async Task<IReadOnlyList<string>> RefusedAsync() =>
        [.. (await DoAsync("refused")).GetProperty("refused").EnumerateArray().Select(reason => reason.GetString()!)];

    /// <summary>Introduces itself to a node, whose operator lets it in.</summary>
    public async Task JoinAsync(FederatedNode node, params string[] scopes)
    {
        var key = $"introduction-{Guid.NewGuid():N}";
        await node.Node.GrantAsync(key, new KeyGrant { EntityUri = "agent:reference", Permissions = ["federate"] });
        var made = await DoAsync("introduce", new JsonObject { ["url"] = node.Url, ["key"] = key, ["scopes"] = Names(scopes) });
        var answer = made.GetProperty("answer");
        Assert.True(made.GetProperty("status").GetInt32() == 201 && answer.GetProperty("status").GetString() == "pending_approval", made.GetRawText());
        var approved = await node.Operator.Send(
            "POST", $"/v1/federation/peers/{answer.GetProperty("peer_id").GetString()}/approve", $$"""{"pubkey_fingerprint":"{{KeyFingerprint.OfKeyText(PublicKey)}}"}""");
        Assert.True(approved.Status == HttpStatusCode.OK, approved.Text);
    }

    /// <summary>A node introduces itself here, and the operator lets it in.</summary>
    public async Task AdmitAsync(FederatedNode node, params string[] scopes)
    {
        var registered = await RegisterAsync(node.Declaration(PeerFacts.Now, scopes));
        Assert.True(registered.Status == HttpStatusCode.Created && registered["status"] == "pending_approval", registered.Text);
        await ApproveAsync(node.NodeId, node.Node.App.Services.GetRequiredService<ISigner>().PublicKeyText);
    }

    /// <summary>Both ways, for public facts and those of the company.</summary>
    public async Task FederateAsync(FederatedNode node)
    {
        await AdmitAsync(node, "company", "public");
        await JoinAsync(node, "company", "public");
    }

    /// <summary>Sends a declaration.</summary>
    public async Task<Http.Answer> RegisterAsync(string declaration)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Url) };
        return await client.Send("POST", "/v1/federation/peers", declaration, ("Authorization", $"Bearer {Key}"));
    }

    /// <summary>Compares the fingerprint and approves.</summary>
    public async Task ApproveAsync(string nodeId, string publicKey)
    {
        var approved = await DoAsync("approve", new JsonObject { ["node_id"] = nodeId, ["pubkey_fingerprint"] = KeyFingerprint.OfKeyText(publicKey) });
        Assert.Equal("active", approved.GetProperty("status").GetString());
    }

    /// <summary>One turn of its loop.</summary>
    public Task<JsonElement> PullAsync(string nodeId) => DoAsync("pull", new JsonObject { ["node_id"] = nodeId });

    /// <summary>Turn after turn until nothing comes any more; how many facts were new. Nothing may stop it.</summary>
    public async Task<int> PullAllAsync(FederatedNode node)
    {
        for (var sum = 0; ;)
        {
            var turn = await PullAsync(node.NodeId);
            Assert.True(turn.TryGetProperty("status", out var status) && status.GetInt32() == 200, turn.GetRawText());
            sum += turn.GetProperty("new").GetInt32();
            if (turn.GetProperty("facts").GetInt32() == 0)
                return sum;
        }
    }

    /// <summary>Asks for everything of a node again.</summary>
    public Task ForgetCursorAsync(FederatedNode node) => DoAsync("forget_cursor", new JsonObject { ["node_id"] = node.NodeId });

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }

    private static JsonArray Names(IEnumerable<string> scopes) => [.. scopes.Select(scope => JsonValue.Create(scope))];

    private static async Task<JsonElement> AnswerAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(line is not null, "the peer ended; why stands in the output of the tests");
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
