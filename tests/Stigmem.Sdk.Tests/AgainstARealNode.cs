using Stigmem.Core.Signatures;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Gardens;
using Stigmem.Protocol.Recall;
using Stigmem.Sdk.Audit;
using Stigmem.Sdk.Conflicts;
using Stigmem.Sdk.Facts;
using Stigmem.Sdk.Integrity;
using Stigmem.Testing;

namespace Stigmem.Sdk.Tests;

/// <summary>The client and the node understand each other.</summary>
public sealed class AgainstARealNode : IAsyncLifetime
{
    private TestNode _node = null!;
    private StigmemClient _ada = null!;
    private StigmemClient _admin = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync();
        _ada = await Client("agent:ada", "read", "write");
        _admin = await Client("agent:admin", "read", "write", "admin", "audit.read");
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_fact_goes_in_and_comes_back_with_the_content_it_promises()
    {
        var stored = await _ada.Facts.AssertAsync(Role("editor") with { Value = FactValues.Number(42) });
        var read = await _ada.Facts.GetAsync(stored.Cid!);
        Assert.Equal(stored.Id, read.Id);
        Assert.Equal(42.0, read.Value.V.Number);
        Assert.Equal(CidVerdict.Valid, FactIntegrity.VerifyCid(read));
        Assert.True((await _ada.Facts.VerifyCidAsync(stored.Id)).CidValid);
    }

    [Fact]
    public async Task Pages_are_walked_to_their_end()
    {
        for (var i = 0; i < 7; i++)
            await _ada.Facts.AssertAsync(Role($"role {i}") with { Relation = $"memory:{i}" });
        List<FactRecord> all = [];
        await foreach (var fact in _ada.Facts.QueryAllAsync(new FactQuery { Entity = "user:bob", Limit = 3 }))
            all.Add(fact);
        Assert.Equal(7, all.Select(fact => fact.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_conflict_is_found_and_resolved()
    {
        var first = await _ada.Facts.AssertAsync(Role("editor"));
        var second = await _ada.Facts.AssertAsync(Role("owner"));
        var conflict = Assert.Single((await _ada.Conflicts.ListAsync(new ConflictQuery { Status = "unresolved" })).Conflicts);
        Assert.Equal([second.Id, first.Id], [conflict.FactA.Id, conflict.FactB.Id]);
        await _ada.Conflicts.ResolveAsync(conflict.ConflictId, second.Id, "promoted in March");
        var shown = Assert.Single((await _ada.Facts.QueryAsync(new FactQuery { Entity = "user:bob" })).Facts);
        Assert.Equal(second.Id, shown.Id);
    }

    [Fact]
    public async Task A_session_that_has_read_must_say_from_what_it_summarizes()
    {
        await _ada.Facts.AssertAsync(Role("editor"));
        var session = _ada.WithSession("s-1");
        var read = (await session.Facts.QueryAsync(new FactQuery { Entity = "user:bob" })).Facts;
        var summary = Role("an editor") with { Relation = "memory:summary" };
        var refused = await Assert.ThrowsAsync<StigmemException>(() => session.Facts.AssertAsync(summary));
        Assert.Equal((403, "feedback_loop_provenance_required"), (refused.Status, refused.Code));
        var stored = await session.Facts.AssertAsync(summary.SummaryOf(read));
        Assert.True(Assert.Single((await _ada.Facts.ProvenanceAsync(stored.Id)).DerivedFrom).Exists);
    }

    [Fact]
    public async Task A_signed_fact_names_the_key_that_signed_it()
    {
        using var signer = new Ed25519Signer(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        var key = await _ada.AgentKeys.RegisterAsync(signer);
        var stored = await _ada.Facts.AssertAsync(Role("editor").SignedBy(key.Id, signer));
        Assert.Equal(key.Id, stored.AttestedKeyId);
    }

    [Fact]
    public async Task A_batch_with_a_key_is_written_once()
    {
        NewFact[] facts = [Role("editor"), Role("owner") with { Entity = "user:eve" }];
        var first = await _ada.Facts.AssertBatchAsync(facts, atomic: true, idempotencyKey: "k-1");
        var again = await _ada.Facts.AssertBatchAsync(facts, atomic: true, idempotencyKey: "k-1");
        Assert.Equal(2, first.Accepted);
        Assert.Equal(first.Results.Select(result => result.FactId), again.Results.Select(result => result.FactId));
    }

    [Fact]
    public async Task The_chain_of_a_node_verifies_with_hidden_facts_in_it_and_a_changed_line_does_not()
    {
        await _ada.Facts.AssertAsync(Role("editor"));
        var garden = await _ada.Gardens.CreateAsync(new GardenCreateRequest { Slug = "secret", Name = "Secret", Scope = "local" });
        await _ada.Facts.AssertAsync(Role("spy") with { Relation = "memory:alias", Garden = garden.GardenId });
        await _ada.Facts.AssertAsync(Role("retired") with { Relation = "memory:state" });
        List<string> lines = [];
        await foreach (var line in _admin.Audit.ChainAsync())
            lines.Add(line);
        Assert.DoesNotContain(lines, line => line.Contains("spy", StringComparison.Ordinal));
        Assert.Null((await ChainVerifier.VerifyAsync(lines.ToAsyncEnumerable())).Break);
        lines[2] = lines[2].Replace("retired", "active", StringComparison.Ordinal);
        Assert.Equal(ChainBreakReasons.ChainHashMismatch, (await ChainVerifier.VerifyAsync(lines.ToAsyncEnumerable())).Break!.Reason);
    }

    [Fact]
    public async Task The_audit_trail_names_who_wrote()
    {
        var stored = await _ada.Facts.AssertAsync(Role("editor"));
        var entry = Assert.Single(await _ada.Audit.OfFactAsync(stored.Id));
        Assert.Equal(("fact_write", "agent:ada"), (entry.EventType, entry.EntityUri));
        List<string> events = [];
        await foreach (var happened in _admin.Audit.AdminAllAsync(new AdminAuditQuery()))
            events.Add(happened.EventType);
        Assert.Contains("fact_write", events);
    }

    [Fact]
    public async Task A_question_brings_the_fact_that_answers_it_and_tells_why()
    {
        var stored = await _ada.Facts.AssertAsync(Role("edits the bicycles page"));
        await _ada.Facts.AssertAsync(Role("sleeps") with { Entity = "user:eve" });
        var answer = await _ada.Recall.RecallAsync(new RecallRequest { Query = "who has a bicycle?" });
        var found = Assert.Single(answer.Facts);
        Assert.Equal(stored.Id, found.Fact.Id);
        Assert.Equal("edits the bicycles page", found.Fact.Value.V.Text);
        Assert.Equal(["shares words with the question"], found.Why);
        Assert.Equal(found.Score, found.ScoreBreakdown.WeightedTotal);
        Assert.Equal((found.TokenEstimate, 1), (answer.TokensUsed, answer.TotalScored));
        Assert.Equal([found.Fact.Id], answer.Content!.Select(one => one.Fact.Id));
        Assert.Empty(answer.Instructions!);
    }

    private static NewFact Role(string value) =>
        new() { Entity = "user:bob", Relation = "memory:role", Value = FactValues.Label(value), Source = "agent:ada" };

    private async Task<StigmemClient> Client(string entity, params string[] permissions)
    {
        var rawKey = $"key-of-{entity}-{Guid.NewGuid():N}";
        await _node.GrantAsync(rawKey, new KeyGrant { EntityUri = entity, Permissions = permissions });
        return new StigmemClient(new HttpClient(), new StigmemClientOptions { BaseUrl = _node.BaseAddress, ApiKey = rawKey });
    }
}
