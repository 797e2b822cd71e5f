using Stigmem.Core.Facts;
using Stigmem.Core.Signatures;
using Stigmem.Protocol.Audit;
using Stigmem.Protocol.Federation;
using Stigmem.Sdk.Facts;
using Stigmem.Sdk.Tests.Scripted;

namespace Stigmem.Sdk.Tests.Routes;

public sealed class RouteTests
{
    private const string Uri = "stigmem://acme.test/user/Ada B";
    private const string EncodedUri = "stigmem%3A%2F%2Facme.test%2Fuser%2FAda%20B";

    private static readonly Route[] All =
    [
        new(c => c.Facts.GetAsync("sha256:ab"), "GET /v1/facts/sha256%3Aab", Samples.Fact),
        new(c => c.Facts.ProvenanceAsync("f", depth: 3), "GET /v1/facts/f/provenance?depth=3", """{"fact_id":"f","cid":null,"derived_from":[],"graph":{"nodes":[{"fact_id":"f","cid":"c","entity":"e","depth":0}],"edges":[{"from":"f","to":"g"}],"truncated":false}}"""),
        new(c => c.Facts.ProvenanceAsync("f"), "GET /v1/facts/f/provenance", """{"fact_id":"f","cid":null,"derived_from":[{"hash":"","fact_id":null,"entity":null,"exists":false}]}"""),
        new(c => c.Facts.VerifyCidAsync("f"), "POST /v1/facts/f/verify-cid", """{"cid_valid":true,"computed_cid":"c","stored_cid":"c","mismatch_reason":null}"""),
        new(c => c.Conflicts.ListAsync(new() { Status = "unresolved", Limit = 3 }), "GET /v1/conflicts?status=unresolved&limit=3", """{"conflicts":[],"cursor":null,"has_more":false}"""),
        new(c => c.Conflicts.ResolveAsync("stigmem:conflict:1", "f", "why"), "POST /v1/conflicts/stigmem%3Aconflict%3A1/resolve", Route.Resolution, """{"winning_fact_id":"f","resolution_note":"why","new_value":null}"""),
        new(c => c.Conflicts.ResolveAsync("c", FactValues.Number(1)), "POST /v1/conflicts/c/resolve", Route.Resolution, """{"winning_fact_id":null,"resolution_note":"","new_value":{"type":"number","v":1.0,"interpret_as":"content"}}"""),
        new(c => c.Gardens.CreateAsync(new() { Slug = "g", Name = "G" }), "POST /v1/gardens", Route.Garden, """{"slug":"g","name":"G","scope":"company","description":null,"quarantine":false}"""),
        new(c => c.Gardens.ListAsync(), "GET /v1/gardens", $"[{Route.Garden}]"),
        new(c => c.Gardens.GetAsync("g"), "GET /v1/gardens/g", Route.Garden),
        new(c => c.Gardens.DeleteAsync("g"), "DELETE /v1/gardens/g", ""),
        new(c => c.Gardens.Members.ListAsync("g"), "GET /v1/gardens/g/members", $"[{Route.Member}]"),
        new(c => c.Gardens.Members.AddAsync("g", "user:a/b"), "POST /v1/gardens/g/members", Route.Member, """{"entity_uri":"user:a/b","role":"reader"}"""),
        new(c => c.Gardens.Members.ChangeRoleAsync("g", "user:a/b", "writer"), "PATCH /v1/gardens/g/members/user%3Aa%2Fb", Route.Member, """{"role":"writer"}"""),
        new(c => c.Gardens.Members.RemoveAsync("g", Uri), $"DELETE /v1/gardens/g/members/{EncodedUri}", ""),
        new(c => c.Quarantine.ListAsync(new() { Garden = "q", Status = "pending", Limit = 5, Offset = 10 }), "GET /v1/quarantine?garden_id=q&quarantine_status=pending&limit=5&offset=10", """{"items":[],"total":0}"""),
        new(c => c.Quarantine.AdmitAsync("f", "g", "fine"), "POST /v1/quarantine/f/admit?target_garden_id=g&reason=fine", Route.Moderated),
        new(c => c.Quarantine.RejectAsync("f"), "POST /v1/quarantine/f/reject", Route.Moderated),
        new(c => c.Quarantine.PromoteInAsync("q", new() { FactId = "f" }), "POST /v1/gardens/q/promote", Route.Moderated, """{"fact_id":"f","target_garden_id":null,"reason":""}"""),
        new(c => c.Quarantine.RejectInAsync("q", new() { FactId = "f", Reason = "no" }), "POST /v1/gardens/q/reject", Route.Moderated, """{"fact_id":"f","reason":"no"}"""),
        new(c => c.Keys.ListAsync(), "GET /v1/auth/keys", "[]"),
        new(c => c.Keys.ListExpiringAsync(7), "GET /v1/auth/keys/expiring-soon?within_days=7", "[]"),
        new(c => c.Keys.RevokeAsync("k"), "DELETE /v1/auth/keys/k", ""),
        new(c => c.Keys.RegisterAsync(new() { RawKey = "raw", EntityUri = "agent:x" }), "POST /v1/auth/keys", """{"id":"k","entity_uri":"agent:x","permissions":["read"],"description":null,"created_at":"t","expires_at":null,"tenant_id":"default"}""", """{"raw_key":"raw","entity_uri":"agent:x","permissions":["read","write"],"description":null,"expires_at":null,"tenant_id":null,"allowed_scopes":null}"""),
        new(c => c.Keys.ExchangeAsync(new() { IdToken = "t" }), "POST /v1/auth/oidc/exchange", """{"api_key":"k","entity_uri":"oidc:x","permissions":["read"],"expires_at":"t"}""", """{"id_token":"t","permissions":["read","write"]}"""),
        new(c => c.AgentKeys.ListAsync(), "GET /v1/auth/agent-keys", $"[{Route.AgentKey}]"),
        new(c => c.AgentKeys.RevokeAsync("k"), "DELETE /v1/auth/agent-keys/k", ""),
        new(Register, "POST /v1/auth/agent-keys", Route.AgentKey, """{"public_key":"O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik","description":"mine"}"""),
        new(RegisterProven, "POST /v1/auth/agent-keys", Route.AgentKey, $$"""{"public_key":"O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik","description":"mine","proof":"{{Proof()}}"}"""),
        new(c => c.Aliases.CreateAsync("a", "b"), "POST /v1/aliases", Route.Alias, """{"raw_uri":"a","canonical_uri":"b"}"""),
        new(c => c.Aliases.ListAsync("user", "user:b"), "GET /v1/aliases?kind=user&canonical_uri=user%3Ab", $"[{Route.Alias}]"),
        new(c => c.Aliases.DeleteAsync(Uri), $"DELETE /v1/aliases/{EncodedUri}", ""),
        new(c => c.Aliases.DeleteAsync("a/../%2e%2E/é"), "DELETE /v1/aliases/a%2F..%2F%252e%252E%2F%C3%A9", ""),
        new(c => c.Entities.ResolveAsync("user:al", 3, 0.25), "GET /v1/entities/resolve?uri=user%3Aal&top_k=3&threshold=0.25", """{"query":"user:al","canonical":null,"best":null,"resolution_layer":null,"layer1_match":false,"layer2_match":null,"layer3_candidates":[]}"""),
        new(c => c.Graph.NeighborsAsync(new() { Entity = Uri, Scope = FactScope.Team, Depth = 2, Direction = "in", RelationFilter = "a:*,b", MinConfidence = 0.5, MinTrust = 0.25, IncludeInformal = true, PageSize = 7, Cursor = "x" }), $"GET /v1/graph/neighbors?entity={EncodedUri}&scope=team&depth=2&direction=in&relation_filter=a%3A%2A%2Cb&min_confidence=0.5&min_trust=0.25&include_informal=true&page_size=7&cursor=x", """{"entity":"e","depth":2,"neighbors":[{"entity":"f","relation":"r","hops":1,"confidence":1.0,"source_trust":null,"path":["e"]}],"next_cursor":null,"total_hint":1}"""),
        new(c => c.Graph.NeighborsAsync(new() { Entity = "user:a", Scope = FactScope.Local }), "GET /v1/graph/neighbors?entity=user%3Aa&scope=local", """{"entity":"user:a","depth":1,"neighbors":[],"next_cursor":null,"total_hint":0}"""),
        new(c => c.Cards.GetCardAsync(Uri, FactScope.Company), $"GET /v1/cards/{EncodedUri}?scope=company", """{"entity_uri":"e","scope":"company","summary":"s","fact_hashes":["h"],"avg_confidence":1.0,"refreshed_at":null,"is_stale":false,"has_contradictions":false}"""),
        new(c => c.Synthesis.SynthesizeScopeAsync(FactScope.Public, true, 5), "GET /v1/scopes/public/synthesize?include_expired=true&limit=5", """{"scope":"public","fact_count":0,"facts":[],"contradiction_count":0,"mean_confidence":0.0,"freshest_timestamp":null,"oldest_timestamp":null,"expired_fact_count":0,"synthesized_at":"t"}"""),
        new(c => c.Synthesis.SynthesizeAsync(new() { Scope = "local", Relation = "memory:*", Limit = 3 }), "POST /v1/synthesis", """{"scope":"local","tuples":[],"tuple_count":0,"contradiction_count":0,"cursor":null,"synthesized_at":"t"}""", """{"scope":"local","entity":null,"relation":"memory:*","min_confidence":0.0,"limit":3,"cursor":null}"""),
        new(c => c.Audit.QueryAsync(new() { EntityUri = "e", OidcSubject = "s", Source = "x", FactId = "f", Attested = true, Limit = 5, Cursor = "t|i" }), "GET /v1/audit?entity_uri=e&oidc_sub=s&source=x&fact_id=f&attested=true&limit=5&cursor=t%7Ci", """{"entries":[],"total":0,"cursor":null}"""),
        new(c => c.Audit.OfFactAsync("f"), "GET /v1/audit/facts/f", "[]"),
        new(c => c.Audit.AdminAsync(new() { Since = DateTimeOffset.UnixEpoch, Principal = "p", EventType = "fact_write", Cursor = 9 }), "GET /v1/admin/audit?since=1970-01-01T00%3A00%3A00%2B00%3A00&principal=p&event_type=fact_write&cursor=9", """{"entries":[],"total":0,"next_cursor":null}"""),
        new(c => c.Embeddings.StatusAsync(probe: true), "GET /v1/admin/embeddings?probe=true", Route.Embeddings),
        new(c => c.Embeddings.BackfillAsync(), "POST /v1/admin/embeddings/backfill", Route.Embeddings),
        new(c => c.Embeddings.ReindexAsync(), "POST /v1/admin/embeddings/reindex", Route.Embeddings),
        new(c => c.Audit.CheckpointAsync(), "GET /v1/admin/audit/checkpoint", Route.Checkpoint),
        new(c => c.Audit.VerifyChainAsync(), "GET /v1/admin/verify-chain", Route.Chains),
        new(VerifyKept, "GET /v1/admin/verify-chain?audit_chain_seq=7&audit_chain_hash=sha256%3Aab", Route.Chains),
        new(c => c.Federation.ListAsync(), "GET /v1/federation/peers", """{"peers":[]}"""),
        new(c => c.Federation.ListSharingAsync(), "GET /v1/federation/sharing", """{"rules":[]}"""),
        new(c => c.Federation.PutSharingAsync("r", new() { Relation = "memory:role", Peers = ["p"] }), "PUT /v1/federation/sharing/r", """{"name":"r","peers":["p"]}""", """{"entity_prefix":null,"relation":"memory:role","source":null,"scope":null,"peers":["p"]}"""),
        new(c => c.Federation.DeleteSharingAsync("r"), "DELETE /v1/federation/sharing/r", ""),
        new(c => c.Federation.ListLettersAsync("p", limit: 3), "GET /v1/federation/letters?peer_id=p&limit=3", """{"letters":[],"cursor":null,"has_more":false}"""),
        new(c => c.Federation.ApproveAsync("p", "sha256:ab"), "POST /v1/federation/peers/p/approve", """{"peer_id":"p","node_id":"n","status":"active","approved_at":"t"}""", """{"pubkey_fingerprint":"sha256:ab"}"""),
        new(c => c.Federation.ApproveAsync("p", new PeerApprovalRequest { PubkeyFingerprint = "sha256:ab", DeclarationDigest = "sha256:cd", ValidUntil = "t" }), "POST /v1/federation/peers/p/approve", """{"peer_id":"p","node_id":"n","status":"active","approved_at":"t"}""", """{"pubkey_fingerprint":"sha256:ab","declaration_digest":"sha256:cd","valid_until":"t"}"""),
        new(c => c.Federation.PullNowAsync("p"), "POST /v1/federation/pull?peer_id=p", """{"peers":["n"]}"""),
        new(c => c.Federation.RevokeAsync("p"), "POST /v1/federation/peers/p/revoke", Route.Peer),
        new(c => c.Federation.RejectAsync("p"), "POST /v1/federation/peers/p/reject", Route.Peer),
        new(c => c.Federation.DeleteAsync("p"), "DELETE /v1/federation/peers/p", ""),
        new(c => c.Federation.AuditAsync(new() { PeerId = "p", EventType = "scope_violation", Limit = 3, Cursor = "t|i" }), "GET /v1/federation/audit?peer_id=p&event_type=scope_violation&limit=3&cursor=t%7Ci", """{"entries":[],"cursor":null,"has_more":false}"""),
        new(c => c.Subscriptions.CreateAsync(Sdk.Subscriptions.NewSubscription.Webhook("local", new("https://h.test/x")) with { IdempotencyKey = "k", IncludePeers = true }), "POST /v1/subscriptions", Route.Subscription, """{"target":"local","on_change":"webhook","delivery_address":"https://h.test/x","idempotency_key":"k","event_filter":null,"include_peers":true}"""),
        new(c => c.Subscriptions.CreateAsync(Sdk.Subscriptions.NewSubscription.Wake("user:a", "agent:b") with { EventFilter = ["fact_retract"] }), "POST /v1/subscriptions", Route.Subscription, """{"target":"user:a","on_change":"wake","delivery_address":"agent:b","idempotency_key":null,"event_filter":["fact_retract"],"include_peers":false}"""),
        new(c => c.Subscriptions.ListAsync(), "GET /v1/subscriptions", """{"subscriptions":[],"total":0}"""),
        new(c => c.Subscriptions.GetAsync("s"), "GET /v1/subscriptions/s", Route.Subscription),
        new(c => c.Subscriptions.DeleteAsync("s"), "DELETE /v1/subscriptions/s", ""),
        new(c => c.Subscriptions.ResumeAsync("s"), "POST /v1/subscriptions/s/resume", Route.Subscription),
        new(c => c.Subscriptions.EventsAsync("s", new() { Since = DateTimeOffset.UnixEpoch, After = "e", Limit = 3, Cursor = "c" }), "GET /v1/subscriptions/s/events?since=1970-01-01T00%3A00%3A00%2B00%3A00&after=e&limit=3&cursor=c", """{"events":[],"total":0,"cursor":null}"""),
        new(c => c.Manifests.OwnAsync(), "GET /.well-known/stigmem-manifest.json", Route.Manifest),
        new(c => c.Manifests.GetAsync(Uri), $"GET /v1/federation/manifest/{EncodedUri}", Route.Manifest),
        new(c => c.Manifests.PublishAsync(new() { EntityUri = "e", KeyId = "k", PublicKey = "p", IssuedAt = "t", ExpiresAt = "u", Entities = ["e"], Signature = "s" }), "PUT /v1/federation/manifest", """{"entity_uri":"e","key_id":"k","issued_at":"t","expires_at":"u"}""", Route.Manifest),
        new(c => c.Capabilities.IssueAsync(new() { Issuer = "i", Subject = "s", Verb = "write", Object = "o" }), "POST /v1/federation/capability-tokens", """{"token_id":"t","issuer":"i","subject":"s","verb":"write","object":"o","issued_at":"t","expiry":"u","nonce":"n","token_json":"{}"}""", """{"issuer":"i","subject":"s","verb":"write","object":"o","ttl_seconds":3600}"""),
        new(c => c.Capabilities.VerifyAsync("{}"), "POST /v1/federation/capability-tokens/verify", """{"valid":false,"reason":"token_invalid"}""", """{"token_json":"{}"}"""),
        new(c => c.Capabilities.RevokeAsync("t", "lost"), "POST /v1/federation/capability-tokens/t/revoke", """{"token_id":"t","revoked_at":"u","status":"revoked"}""", """{"reason":"lost"}"""),
        new(c => c.Recall.RecallAsync(new() { Query = "who?" }), "POST /v1/recall", Route.Recalled, """{"query":"who?","scope":"local","token_budget":4000,"depth":2,"min_confidence":0.1,"include_neighbors":true,"limit":100}"""),
        new(c => c.Recall.RecallAsync(new() { Query = "who?", Scope = "team", Depth = 0, Weights = new() { Semantic = 0 } }), "POST /v1/recall", Route.Recalled, """{"query":"who?","scope":"team","token_budget":4000,"depth":0,"weights":{"lexical":0.35,"semantic":0.0,"graph":0.15,"source_trust":0.1,"recency":0.05},"min_confidence":0.1,"include_neighbors":true,"limit":100}"""),
        new(c => c.Lint.LintAsync(new() { Scope = "local" }), "POST /v1/lint", Route.Linted, """{"scope":"local","checks":null,"entity":null,"relation":null,"stale_lookahead_s":0}"""),
        new(c => c.Lint.GetJobAsync("j"), "GET /v1/lint/jobs/j", """{"job_id":"j","status":"pending","scope":"local","estimated_s":10,"created_at":"t"}"""),
        new(c => c.Decay.DecayAsync(new() { DryRun = true, Scope = "local", TtlSeconds = 0, MinConfidence = 0.5 }), "POST /v1/decay/sweep?dry_run=true&scope=local&ttl_seconds=0&min_confidence=0.5", Route.Swept),
        new(c => c.Decay.DecayAsync(new() { Policies = [new() { Id = "p", TtlSeconds = 1 }] }), "POST /v1/decay/sweep", Route.Swept, """{"policies":[{"id":"p","relation":null,"scope":null,"mode":"retract","ttl_s":1,"half_life_s":null,"min_confidence":null,"exempt_relations":[]}]}"""),
        new(c => c.Decay.GetJobAsync("j"), "GET /v1/decay/jobs/j", """{"job_id":"j","status":"pending","scope":null,"estimated_s":60,"created_at":"t"}"""),
        new(c => c.Intents.PostAsync(new() { From = "a:b", To = ["c:d"], Goal = "g" }), "POST /v1/intents", Route.Intent, """{"id":null,"from":"a:b","to":["c:d"],"goal":"g","scope":"company","expires_at":null,"constraint":[],"preference":[],"deference":[],"escalation":null,"handoff":null}"""),
        new(c => c.Intents.GetAsync("intent:1"), "GET /v1/intents/intent%3A1", Route.Intent),
        new(c => c.Node.DiscoverAsync(), "GET /.well-known/stigmem", """{"version":"1.0","node_id":"n","node_url":"u","auth":"required","federation":"disabled","namespaces":["memory:"],"unknown":1}"""),
        new(c => c.Node.HealthAsync(), "GET /healthz", """{"status":"ok"}"""),
        new(c => c.Node.DoctorAsync(), "GET /v1/doctor", """{"status":"ok","memory_garden_acl_filtering":"enabled-full"}"""),
        new(c => c.Node.WhoAmIAsync(), "GET /v1/me", """{"entity_uri":"e","permissions":[],"oidc_sub":null,"tenant_id":"default"}"""),
        new(c => c.Node.CidBackfillStatusAsync(), "GET /v1/admin/cid-backfill/status", """{"total_facts":1,"backfilled_facts":1,"pending_facts":0,"backfill_complete":true}"""),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Each_call_is_one_request_of_the_contract(int place)
    {
        var route = All[place];
        await using var node = await ScriptedNode.StartAsync();
        node.Then(route.Answer.Length == 0 ? 204 : 200, route.Answer);
        await route.Call(node.Client());
        var sent = Assert.Single(node.Received);
        Assert.Equal((route.Line, route.Body), (sent.Line, sent.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_a_path_would_swallow_is_not_sent(string id)
    {
        await using var node = await ScriptedNode.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => node.Client().Gardens.Members.RemoveAsync("g", id));
        Assert.Empty(node.Received);
    }

    [Fact]
    public async Task A_prefix_of_the_address_is_kept()
    {
        await using var node = await ScriptedNode.StartAsync();
        node.Then(200, """{"status":"ok"}""");
        using HttpClient http = new() { BaseAddress = new("http://elsewhere.invalid") };
        await new StigmemClient(http, new StigmemClientOptions { BaseUrl = new(node.BaseUrl, "/fabric/") }).Node.HealthAsync();
        Assert.Equal("/fabric/healthz", Assert.Single(node.Received).Target);
    }

    [Fact]
    public async Task A_node_that_is_not_ready_says_so_once()
    {
        await using var node = await ScriptedNode.StartAsync();
        node.Then(503, """{"status":"unavailable","checks":[{"name":"storage","status":"failed","detail":"disk full"}]}""");
        var ready = await node.Client().Node.ReadyAsync();
        Assert.Equal(("unavailable", "disk full"), (ready.Status, Assert.Single(ready.Checks).Detail));
    }

    [Fact]
    public async Task Metrics_are_text()
    {
        await using var node = await ScriptedNode.StartAsync();
        node.Then(200, "stigmem_up 1\n", "text/plain");
        Assert.Equal("stigmem_up 1\n", await node.Client().Node.MetricsAsync());
        Assert.Equal("text/plain", Assert.Single(node.Received).Headers["Accept"]);
    }

    [Fact]
    public async Task An_export_is_a_stream_that_arrives_while_the_node_still_writes()
    {
        await using var node = await ScriptedNode.StartAsync();
        TaskCompletionSource firstLineRead = new();
        node.Then(async http =>
        {
            await http.Response.BodyWriter.WriteAsync("id,fact_id\r\n"u8.ToArray());
            await firstLineRead.Task;
            await http.Response.BodyWriter.WriteAsync("1,f\r\n"u8.ToArray());
        });
        await using var export = await node.Client().Audit.ExportAsync(new() { Limit = 50_000 });
        using StreamReader reader = new(export);
        Assert.Equal("id,fact_id", await reader.ReadLineAsync());
        firstLineRead.SetResult();
        Assert.Equal("1,f", await reader.ReadLineAsync());
        Assert.Equal("GET /v1/audit/export?limit=50000", Assert.Single(node.Received).Line);
    }

    [Fact]
    public async Task Lists_are_followed_to_their_end()
    {
        await using var node = await ScriptedNode.StartAsync();
        var conflict = $$"""{"conflict_id":"c","fact_a":{{Samples.Fact}},"fact_b":{{Samples.Fact}},"status":"unresolved","resolved_by":null,"detected_at":"t"}""";
        node.Then(200, $$"""{"conflicts":[{{conflict}}],"cursor":"n","has_more":true}""").Then(200, $$"""{"conflicts":[{{conflict}}],"cursor":"z","has_more":false}""");
        var client = node.Client();
        Assert.Equal(2, await client.Conflicts.ListAllAsync().CountAsync());

        const string happened = """{"seq":4,"id":"a","event_type":"x","entity_uri":null,"oidc_sub":null,"fact_id":null,"source":"","attested_key_id":null,"ts":"t","tenant_id":"default","detail":"{}"}""";
        node.Then(200, $$"""{"entries":[{{happened}}],"total":1,"next_cursor":4}""").Then(200, """{"entries":[],"total":0,"next_cursor":null}""");
        Assert.Equal(1, await client.Audit.AdminAllAsync(new() { Limit = 1 }).CountAsync());

        const string entry = """{"id":"a","fact_id":null,"event_type":"x","entity_uri":null,"oidc_sub":null,"source":"","attested_key_id":null,"ts":"t"}""";
        node.Then(200, $$"""{"entries":[{{entry}}],"total":1,"cursor":"t|a"}""").Then(200, """{"entries":[],"total":0,"cursor":null}""");
        Assert.Equal(1, await client.Audit.QueryAllAsync().CountAsync());
        Assert.Equal(
            ["/v1/conflicts", "/v1/conflicts?cursor=n", "/v1/admin/audit?limit=1", "/v1/admin/audit?limit=1&cursor=4", "/v1/audit", "/v1/audit?cursor=t%7Ca"],
            node.Received.Select(sent => sent.Target));
    }

    private static string Proof()
    {
        using Ed25519Signer signer = new(new byte[32]);
        return Base64Url.Encode(signer.Sign("stigmem.agent-key.v1\nstigmem:node:n\nagent:x"u8));
    }

    private static Task<ChainVerification> VerifyKept(StigmemClient client) => client.Audit.VerifyChainAsync(new ChainCheckpointRecord
    {
        Kind = "stigmem.audit_chain_checkpoint", Version = 1, TenantId = "default", CoveredChainSeq = 7, ChainHash = "sha256:ab", CreatedAt = "t", KeyId = "k", PublicKey = "p",
        Signature = "s",
    });

    private static async Task RegisterProven(StigmemClient client)
    {
        using Ed25519Signer signer = new(new byte[32]);
        await client.AgentKeys.RegisterProvenAsync(signer, "stigmem:node:n", "agent:x", "mine");
    }

    private static async Task Register(StigmemClient client)
    {
        using Ed25519Signer signer = new(new byte[32]);
        await client.AgentKeys.RegisterAsync(signer, "mine");
    }
}
