using System.Collections.Concurrent;
using System.Text.Json;
using Stigmem.Testing;
using Xunit.Abstractions;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>
/// Thousands of spoiled requests against every operation: the node refuses them in the contract's form, keeps nothing
/// of them in memory, and works on.
/// </summary>
[Collection(Alone.Name)]
public sealed class HostileRequestTests(ITestOutputHelper output)
{
    private const int Usual = 14_400;
    private const int Lanes = 6;
    private const int Phases = 4;
    private const long MostGrowth = 16L * 1024 * 1024;
    private static readonly int[] Expected = [200, 201, 400, 401, 403, 404, 405, 409, 413, 422];
    private readonly ConcurrentDictionary<int, int> _statuses = [];

    [Fact]
    public async Task Whatever_is_sent_the_node_refuses_it_in_form_and_works_on()
    {
        output.WriteLine($"STIGMEM_TEST_SEED={TestSeed.Value}");
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["FAILED_AUTH_PER_MINUTE"] = "1000000", ["LOG_LEVEL"] = "off", ["MAX_BODY_BYTES"] = "262144" });
        using var admin = await node.ClientFor("agent:chief", "read", "write", "admin", "audit.read", "instruction:write", "federate");
        using var plain = await node.ClientFor("agent:ada", "read", "write");
        var requests = await PrepareAsync(node, admin, plain);
        var each = TestSeed.Times(Usual) / (Phases * Lanes);
        List<long> heap = [];
        for (var phase = 0; phase < Phases; phase++)
        {
            var from = phase * Lanes;
            await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Factory.StartNew(
                () => Attack(node, requests, each, from + lane), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            heap.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
        output.WriteLine($"statuses: {string.Join(", ", _statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"))}; heap: {string.Join(", ", heap.Select(bytes => bytes / 1024))} KiB");
        Assert.True(heap[^1] - heap[0] < MostGrowth, $"the heap grew from {heap[0]} to {heap[^1]} bytes");
        Assert.Equal(each * Phases * Lanes, _statuses.Values.Sum());
        // The attack got through to every kind of answer; otherwise it proves little.
        Assert.All(Expected, status => Assert.True(_statuses.ContainsKey(status), $"no {status}"));
        Assert.Equal("ok", (await admin.Send("GET", "/readyz"))["status"]);
        Assert.Equal("True", (await admin.Send("GET", "/v1/admin/verify-chain"))["verified"]);
    }

    private static async Task<HostileRequests> PrepareAsync(TestNode node, HttpClient admin, HttpClient plain)
    {
        var first = await plain.AssertFact("user:x", "memory:role", "editor", "agent:ada");
        var second = await plain.AssertFact("user:x", "memory:role", "author", "agent:bob");
        var conflicts = await plain.Send("GET", "/v1/conflicts");
        await plain.Send("POST", "/v1/gardens", """{"slug":"g1","name":"one","scope":"local"}""");
        await plain.Send("POST", "/v1/gardens", """{"slug":"held","name":"held","scope":"local","quarantine":true}""");
        string[] known =
        [
            first["id"]!, second["id"]!, first["cid"]!, "g1", "held", "user:x", "memory:role", "agent:ada", "stigmem://localhost:8765/garden/g1",
            conflicts.Json.GetProperty("conflicts")[0].GetProperty("conflict_id").GetString()!,
        ];
        var document = (await admin.Send("GET", "/openapi.json")).Json;
        string[] keys = [.. new[] { admin, admin, admin, admin, admin, plain, plain }.Select(client => client.DefaultRequestHeaders.Authorization!.Parameter!), "nobody-has-this-key-0123456789abcdef"];
        return new HostileRequests(new ApiShape(document), keys, known);
    }

    private void Attack(TestNode node, HostileRequests requests, int times, int lane)
    {
        RawConnection? connection = null;
        try
        {
            Properties.Holds(times, requests.All, request => Send(node, request, ref connection), lane);
        }
        finally
        {
            Drop(ref connection);
        }
    }

    private void Send(TestNode node, HostileRequest request, ref RawConnection? connection)
    {
        RawAnswer? answer;
        try
        {
            connection ??= new RawConnection(node.BaseAddress);
            connection.Send(request.Bytes);
            answer = connection.Read(request.Method == "HEAD");
        }
        catch (IOException) when (request.BreaksHttp)
        {
            answer = null;
        }
        _statuses.AddOrUpdate(answer?.Status ?? 0, 1, (_, count) => count + 1);
        if (answer is null or { Closes: true } || request.BreaksHttp)
            Drop(ref connection);
        Assert.Null(Problem(request, answer));
    }

    private static void Drop(ref RawConnection? connection)
    {
        connection?.Dispose();
        connection = null;
    }

    private static string? Problem(HostileRequest request, RawAnswer? answer)
    {
        if (answer is null)
            return request.BreaksHttp ? null : "the connection was closed without an answer";
        if (answer.Status >= 500)
            return IsPromised(answer) ? null : $"status {answer.Status}: {answer.Text}";
        if (answer.Status < 400 || request.Method == "HEAD" || (request.BreaksHttp && answer.Body.Length == 0))
            return null;
        try
        {
            using var body = JsonDocument.Parse(answer.Body);
            return (body.RootElement.TryGetProperty("detail", out _) || IsRpcRefusal(body.RootElement)) && answer.Headers.GetValueOrDefault("Content-Type") == "application/json"
                ? null
                : $"status {answer.Status} without detail: {answer.Text}";
        }
        catch (JsonException)
        {
            return $"status {answer.Status} without a JSON body: '{answer.Text}'";
        }
    }

    /// <summary>What speaks JSON-RPC refuses in its form.</summary>
    private static bool IsRpcRefusal(JsonElement body) => body.TryGetProperty("jsonrpc", out _) && body.TryGetProperty("error", out _);

    /// <summary>Answers that the contract itself puts above 499: parts that this node does not have or that are switched off.</summary>
    private static bool IsPromised(RawAnswer answer) =>
        (answer.Status == 501 && answer.Text.Contains("time_travel_plugin_not_loaded", StringComparison.Ordinal))
        || (answer.Status == 503 && answer.Text.Contains("OIDC authentication is not enabled", StringComparison.Ordinal))
        || (answer.Status == 505 && answer.Body.Length == 0);
}
