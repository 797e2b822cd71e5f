using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Quarantine;

/// <summary>What holding, freeing and rejecting a fact means for the others of its tuple.</summary>
public sealed class TupleOfHeldFactTests : IAsyncLifetime
{
    private static readonly SqlText CountConflicts = new("SELECT count(*), coalesce(sum(resolved), 0) FROM conflicts");
    private TestNode _node = null!;
    private HttpClient _anyone = null!;
    private string _garden = "";

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        _anyone = _node.Anonymous();
        _garden = (await _anyone.NewGarden("held", quarantine: true))["id"]!;
    }

    public async Task DisposeAsync()
    {
        _anyone.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task A_freed_fact_contradicts_what_came_meanwhile()
    {
        var held = await State("one", "agent:a");
        await _node.HoldAsync(held, _garden);
        await State("two", "agent:b");
        Assert.Equal(["two"], await Plain());
        Assert.Equal((0, 0), Conflicts());
        await _anyone.Send("POST", $"/v1/quarantine/{held}/admit");
        Assert.Empty(await Plain());
        Assert.Equal((1, 0), Conflicts());
    }

    [Fact]
    public async Task A_pair_that_is_freed_again_has_one_conflict()
    {
        await State("one", "agent:a");
        var held = await State("two", "agent:b");
        await _node.HoldAsync(held, _garden);
        Assert.Equal(["one"], await Plain());
        await _anyone.Send("POST", $"/v1/quarantine/{held}/admit");
        Assert.Equal((1, 0), Conflicts());
        // Retracting one side closes it for both: the count of open conflicts was not doubled.
        await _anyone.Send("POST", "/v1/facts", """{"entity":"user:x","relation":"memory:note","value":{"type":"string","v":"retracted"},"source":"agent:b","confidence":0}""");
        Assert.Equal((1, 1), Conflicts());
        Assert.Equal(["one"], await Plain());
    }

    [Fact]
    public async Task Rejecting_a_side_closes_the_conflict()
    {
        await State("one", "agent:a");
        var held = await State("two", "agent:b");
        Assert.Empty(await Plain());
        await _node.HoldAsync(held, _garden);
        await _anyone.Send("POST", $"/v1/quarantine/{held}/reject");
        Assert.Equal((1, 1), Conflicts());
        Assert.Equal(["one"], await Plain());
    }

    [Fact]
    public async Task Moving_a_side_into_a_garden_closes_the_conflict()
    {
        await State("one", "agent:a");
        var held = await State("two", "agent:b");
        await _node.HoldAsync(held, _garden);
        await _anyone.NewGarden("target");
        await _anyone.Send("POST", $"/v1/quarantine/{held}/admit?target_garden_id=target");
        Assert.Equal((1, 1), Conflicts());
        Assert.Equal(["one", "two"], (await Plain()).Order());
    }

    [Fact]
    public async Task A_freed_retraction_takes_back_what_it_covers()
    {
        await State("one", "agent:a");
        await State("one", "agent:b");
        var retraction = await DeliverHeldRetraction("agent:a");
        Assert.Equal(["one", "one"], await Plain());
        await _anyone.Send("POST", $"/v1/quarantine/{retraction}/admit");
        Assert.Equal(["one"], await Plain());
    }

    [Fact]
    public async Task A_fact_whose_time_was_over_before_it_was_freed_is_taken_back_all_the_same()
    {
        var held = (await _anyone.Send(
            "POST", "/v1/facts",
            """{"entity":"user:x","relation":"memory:note","value":{"type":"string","v":"one"},"source":"agent:a","valid_until":"2020-01-01"}"""))["id"]!;
        await _node.HoldAsync(held, _garden);
        await _anyone.Send("POST", "/v1/facts", """{"entity":"user:x","relation":"memory:note","value":{"type":"string","v":"retracted"},"source":"agent:a","confidence":0}""");
        await _anyone.Send("POST", $"/v1/quarantine/{held}/admit");
        Assert.Equal("retracted", (await _anyone.Send("GET", $"/v1/facts/{held}"))["state"]);
    }

    /// <summary>A retraction that arrives from outside and is held at once, so that it has had no effect yet.</summary>
    private Task<Guid> DeliverHeldRetraction(string source)
    {
        var log = _node.App.Services.GetRequiredService<FactLog>();
        var value = new FactValue(FactValueType.String, "retracted", InterpretAs.Content);
        return _node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            var stored = log.Append(session, new NewFact
            {
                Tenant = "default",
                Entity = "user:x",
                Relation = "memory:note",
                Value = value,
                Source = source,
                Confidence = 0,
                Scope = FactScope.Local,
                Actor = "peer:far",
                Cid = NewFact.CidOf("user:x", "memory:note", value, source, 0, FactScope.Local),
            });
            FactStates.Quarantine(session, stored.Seq, QuarantineStatus.Pending, Guid.Parse(_garden), "trust_below_threshold", null, 1);
            return stored.Id;
        });
    }

    private async Task<string> State(string value, string source) => (await _anyone.AssertFact("user:x", "memory:note", value, source))["id"]!;

    private async Task<IEnumerable<string>> Plain() =>
        (await _anyone.Send("GET", "/v1/facts?entity=user:x")).Json.GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("value").GetProperty("v").GetString()!);

    private (long All, long Resolved) Conflicts()
    {
        using var lease = _node.App.Services.GetRequiredService<SqlEngine>().Read();
        using var row = lease.Session.Use(CountConflicts);
        row.Step();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
