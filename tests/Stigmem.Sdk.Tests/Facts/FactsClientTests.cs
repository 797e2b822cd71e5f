using System.Text.Json;
using Stigmem.Core.Facts;
using Stigmem.Sdk.Facts;
using Stigmem.Sdk.Tests.Scripted;

namespace Stigmem.Sdk.Tests.Facts;

public sealed class FactsClientTests : IAsyncLifetime
{
    private ScriptedNode _node = null!;

    public async Task InitializeAsync() => _node = await ScriptedNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task An_assert_sends_what_the_contract_says()
    {
        _node.Then(201, Samples.Fact);
        await _node.Client().Facts.AssertAsync(Samples.NewFact with
        {
            Value = FactValues.Number(42),
            Confidence = 0.9,
            Scope = FactScope.Company,
            ValidUntil = new DateTimeOffset(2026, 12, 31, 1, 0, 0, TimeSpan.FromHours(1)),
            Garden = "stigmem://acme.test/garden/roses",
        });
        var sent = Assert.Single(_node.Received);
        Assert.Equal("POST /v1/facts", sent.Line);
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal("application/json", sent.Headers["Accept"]);
        Assert.False(sent.Headers.ContainsKey("Authorization") || sent.Headers.ContainsKey("Stigmem-Session"));
        Assert.Equal(
            """{"entity":"stigmem://acme.test/user/ada","relation":"memory:role","value":{"type":"number","v":42.0,"interpret_as":"content"},"source":"stigmem://acme.test/agent/scribe","confidence":0.9,"scope":"company","valid_until":"2026-12-31T00:00:00+00:00","attestation":null,"garden_id":"stigmem://acme.test/garden/roses","write_mode":"assert","derived_from":[]}""",
            sent.Body);
    }

    [Fact]
    public async Task A_query_sends_only_the_filters_that_are_set()
    {
        _node.Then(200, Samples.Page(null)).Then(200, Samples.Page(null));
        var facts = _node.Client().Facts;
        await facts.QueryAsync(new());
        await facts.QueryAsync(new()
        {
            Entity = "user:ada & bob", Relation = "memory:role", Source = "agent:x", Scope = FactScope.Team, Garden = "stigmem://a/garden/g",
            MinConfidence = 0, IncludeContradicted = true, IncludeExpired = true, IncludeLowTrust = true, IncludeTotal = true, Attested = false,
            Prefer = FactPreference.Winner, After = DateTimeOffset.UnixEpoch, AsOf = DateTimeOffset.UnixEpoch, Limit = 7, Cursor = "c=",
        });
        Assert.Equal("GET /v1/facts", _node.Received[0].Line);
        Assert.Equal(
            "GET /v1/facts?entity=user%3Aada%20%26%20bob&relation=memory%3Arole&source=agent%3Ax&scope=team&garden_id=stigmem%3A%2F%2Fa%2Fgarden%2Fg"
            + "&min_confidence=0&include_contradicted=true&include_expired=true&include_low_trust=true&include_total=true&attested=false&prefer=winner"
            + "&after=1970-01-01T00%3A00%3A00%2B00%3A00&as_of=1970-01-01T00%3A00%3A00%2B00%3A00&limit=7&cursor=c%3D",
            _node.Received[1].Line);
    }

    [Fact]
    public async Task All_pages_are_followed_and_fetched_only_when_needed()
    {
        _node.Then(200, Samples.Page("two", Samples.Fact, Samples.Fact)).Then(200, Samples.Page("three")).Then(200, Samples.Page(null, Samples.Fact));
        var count = 0;
        await foreach (var _ in _node.Client().Facts.QueryAllAsync(new() { Entity = "e", IncludeTotal = true }))
        {
            if (++count == 2)
                Assert.Single(_node.Received);
        }

        Assert.Equal(3, count);
        Assert.Equal(
            ["/v1/facts?entity=e", "/v1/facts?entity=e&cursor=two", "/v1/facts?entity=e&cursor=three"], _node.Received.Select(sent => sent.Target));
    }

    [Fact]
    public async Task A_cursor_that_leads_nowhere_ends_the_walk()
    {
        _node.Then(200, Samples.Page("same", Samples.Fact)).Then(200, Samples.Page("same", Samples.Fact));
        var failure = await Assert.ThrowsAsync<StigmemException>(async () =>
        {
            await foreach (var _ in _node.Client().Facts.QueryAllAsync(new()))
            {
            }
        });
        Assert.Equal(ClientErrorCodes.InvalidAnswer, failure.Code);
        Assert.Equal(2, _node.Received.Count);
    }

    [Fact]
    public async Task A_walk_ends_when_its_token_does()
    {
        _node.Then(200, Samples.Page("two", Samples.Fact));
        using CancellationTokenSource caller = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _node.Client().Facts.QueryAllAsync(new()).WithCancellation(caller.Token))
                await caller.CancelAsync();
        });
    }

    [Fact]
    public async Task A_fact_is_taken_back_in_its_own_name()
    {
        _node.Then(201, Samples.Fact).Then(201, Samples.Fact);
        var facts = _node.Client().Facts;
        await facts.RetractAsync(Samples.FactRecord with { Scope = "team", GardenId = "0190" });
        using var body = JsonDocument.Parse(_node.Received[0].Body);
        var sent = body.RootElement;
        Assert.Equal("""{"type":"string","v":"retracted","interpret_as":"content"}""", sent.GetProperty("value").GetRawText());
        Assert.Equal(0, sent.GetProperty("confidence").GetDouble());
        Assert.Equal("team", sent.GetProperty("scope").GetString());
        Assert.Equal("stigmem://acme.test/agent/scribe", sent.GetProperty("source").GetString());
        Assert.EndsWith("/garden/0190", sent.GetProperty("garden_id").GetString(), StringComparison.Ordinal);

        await facts.RetractAsync("e", "r", "s", FactScope.Public);
        Assert.Contains("\"scope\":\"public\"", _node.Received[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_carries_its_key()
    {
        _node.Then(200, """{"accepted":1,"rejected":1,"results":[{"index":0,"status":"accepted","fact_id":"f","error":null},{"index":1,"status":"rejected","error":"no","code":"reserved_name"}]}""");
        var answer = await _node.Client().Facts.AssertBatchAsync([Samples.NewFact, Samples.NewFact], atomic: true, idempotencyKey: "k-1");
        Assert.Equal("reserved_name", answer.Results[1].Code);
        var sent = Assert.Single(_node.Received);
        Assert.Equal("POST /v1/facts/batch", sent.Line);
        Assert.EndsWith("""],"atomic":true,"idempotency_key":"k-1"}""", sent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_sent_with_every_call_of_its_client()
    {
        _node.Then(200, Samples.Fact).Then(200, Samples.Fact);
        var client = _node.Client(apiKey: "key");
        await client.WithSession(" s-1 ").Facts.GetAsync("x");
        await client.Facts.GetAsync("x");
        Assert.Equal(("s-1", "Bearer key"), (_node.Received[0].Headers["Stigmem-Session"], _node.Received[0].Headers["Authorization"]));
        Assert.False(_node.Received[1].Headers.ContainsKey("Stigmem-Session"));
    }
}
