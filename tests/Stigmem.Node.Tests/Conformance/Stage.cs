using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Decay;
using Stigmem.Core.Facts;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Decay;
using Stigmem.Node.Discovery;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Jobs;
using Stigmem.Node.Lint;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Federation;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Node.Tests.Graph;
using Stigmem.Node.Tests.Quarantine;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Conformance;

/// <summary>A node with something of every kind, and for each published operation a call that succeeds on it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const string PeerId = "stigmem://active.example/node";
    private readonly Dictionary<string, (string Path, string? Json)> _calls = [];
    private readonly Ed25519Signer _peerKey = new([.. Enumerable.Repeat((byte)9, 32)]);

    private Stage(TestNode node, HttpClient client)
    {
        Node = node;
        Client = client;
    }

    public TestNode Node { get; }

    public HttpClient Client { get; }

    /// <summary>Path and body of a call that succeeds, by operation id.</summary>
    public IReadOnlyDictionary<string, (string Path, string? Json)> Calls => _calls;

    public static async Task<Stage> SetAsync()
    {
        var node = await TestNode.StartAsync(new Dictionary<string, string>
        {
            ["NODE_PRIVATE_KEY"] = Base64Url.Encode(new byte[32]),
            ["FEDERATION_ENABLED"] = "true",
            ["FEDERATION_INSECURE"] = "true",
            ["FEDERATION_PUSH_ENABLED"] = "true",
        });
        var stage = new Stage(node, await node.ClientFor("agent:ada", "read", "write", "admin", "audit.read", "instruction:write", "federate", "admin:federation"));
        await stage.FactsAsync();
        await stage.GardensAsync();
        await stage.KeysAsync();
        await stage.PeersAsync();
        await stage.ExchangeAsync();
        await stage.OrganisationAsync();
        await stage.SubscriptionsAsync();
        await stage.JobsAndIntentsAsync();
        foreach (var (id, path) in new[]
        {
            ("node_metadata__well_known_stigmem_get", "/.well-known/stigmem"), ("health_healthz_get", "/healthz"), ("doctor_v1_doctor_get", "/v1/doctor"),
            ("whoami_v1_me_get", "/v1/me"), ("admin_audit_export_v1_admin_audit_get", "/v1/admin/audit"),
            ("cid_backfill_status_v1_admin_cid_backfill_status_get", "/v1/admin/cid-backfill/status"), ("query_audit_v1_audit_get", "/v1/audit"),
            ("export_audit_csv_v1_audit_export_get", "/v1/audit/export"), ("list_quarantined_facts_v1_quarantine_get", "/v1/quarantine"),
        })
            stage._calls[id] = (path, null);
        return stage;
    }

    /// <summary>Sends a call as whom it is for: an operator, or a peer with a fresh token.</summary>
    public async Task<Http.Answer> SendAsync(Published published, string path, string? json)
    {
        if (!published.Path.StartsWith("/v1/federation/facts", StringComparison.Ordinal))
            return await Client.Send(published.Method, path, json);
        using var anybody = Node.Anonymous();
        var token = new PeerTokenMint(_peerKey).Mint(new PeerTokenClaims(
            PeerId, Node.App.Services.GetRequiredService<NodeIdentity>().NodeId, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), Guid.NewGuid().ToString(), ["public"]));
        return await anybody.Send(published.Method, path, json, ("Authorization", $"Bearer {token}"));
    }

    public async ValueTask DisposeAsync()
    {
        _peerKey.Dispose();
        Client.Dispose();
        await Node.DisposeAsync();
    }

    private async Task FactsAsync()
    {
        var cited = await Client.Say("cited", entity: "user:cited");
        var fact = await Client.Say("editor", "agent:ada", more: $$""","derived_from":[{"fact_id":"{{cited["id"]}}"}]""");
        await Client.Say("author", "agent:bob");
        var conflict = (await Client.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts")[0].Text("conflict_id");
        await Client.Send("POST", "/v1/aliases", """{"raw_uri":"user:old-name","canonical_uri":"user:new-name"}""");
        _calls["query_facts_v1_facts_get"] = ("/v1/facts?include_contradicted=true", null);
        _calls["assert_fact_v1_facts_post"] = ("/v1/facts", """{"entity":"user:n","relation":"memory:role","value":{"type":"string","v":"a"},"source":"agent:ada","confidence":0.5,"scope":"local"}""");
        _calls["recall_v1_recall_post"] = ("/v1/recall", """{"query":"who is cited?"}""");
        _calls["get_fact_v1_facts__fact_id__get"] = ($"/v1/facts/{fact["id"]}", null);
        _calls["get_provenance_v1_facts__fact_id__provenance_get"] = ($"/v1/facts/{fact["id"]}/provenance", null);
        _calls["verify_cid_v1_facts__fact_id__verify_cid_post"] = ($"/v1/facts/{fact["id"]}/verify-cid", null);
        _calls["get_fact_audit_v1_audit_facts__fact_id__get"] = ($"/v1/audit/facts/{fact["id"]}", null);
        _calls["list_conflicts_v1_conflicts_get"] = ("/v1/conflicts", null);
        _calls["resolve_conflict_v1_conflicts__conflict_id__resolve_post"] = ($"/v1/conflicts/{conflict}/resolve", $$"""{"winning_fact_id":"{{fact["id"]}}","resolution_note":"n"}""");
        _calls["resolve_entity_uri_v1_entities_resolve_get"] = ("/v1/entities/resolve?uri=user:cite", null);
        await Client.Connect("a", "b");
        _calls["graph_neighbors_v1_graph_neighbors_get"] = ($"/v1/graph/neighbors?entity={GraphCalls.Uri("a")}&scope=local", null);
        _calls["get_card_v1_cards__entity_uri__get"] = ("/v1/cards/user:cited", null);
        _calls["synthesize_scope_v1_scopes__scope__synthesize_get"] = ("/v1/scopes/local/synthesize", null);
        _calls["list_aliases_v1_aliases_get"] = ("/v1/aliases", null);
        _calls["create_alias_v1_aliases_post"] = ("/v1/aliases", """{"raw_uri":"user:a1","canonical_uri":"user:a2"}""");
        _calls["delete_alias_v1_aliases__raw_uri__delete"] = ("/v1/aliases/user:old-name", null);
    }

    private async Task GardensAsync()
    {
        await Client.NewGarden("g");
        await Client.NewGarden("doomed");
        var held = await Client.NewGarden("held", quarantine: true);
        await Client.Admit("g", "agent:bob", "reader");
        await Client.Admit("g", "agent:eve", "reader");
        var facts = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            facts.Add((await Client.Say("odd", entity: $"user:odd{i}"))["id"]!);
            await Node.HoldAsync(facts[i], held["id"]);
        }
        _calls["list_gardens_v1_gardens_get"] = ("/v1/gardens", null);
        _calls["create_garden_v1_gardens_post"] = ("/v1/gardens", """{"slug":"new","name":"New","scope":"team","description":"d","quarantine":false}""");
        _calls["get_garden_v1_gardens__garden_slug_or_id__get"] = ("/v1/gardens/g", null);
        _calls["delete_garden_v1_gardens__garden_slug_or_id__delete"] = ("/v1/gardens/doomed", null);
        _calls["list_members_v1_gardens__garden_slug_or_id__members_get"] = ("/v1/gardens/g/members", null);
        _calls["add_member_v1_gardens__garden_slug_or_id__members_post"] = ("/v1/gardens/g/members", """{"entity_uri":"agent:new","role":"writer"}""");
        _calls["update_member_role_v1_gardens__garden_slug_or_id__members__entity_uri__patch"] = ("/v1/gardens/g/members/agent:bob", """{"role":"writer"}""");
        _calls["remove_member_v1_gardens__garden_slug_or_id__members__entity_uri__delete"] = ("/v1/gardens/g/members/agent:eve", null);
        _calls["promote_fact_v1_gardens__garden_slug_or_id__promote_post"] = ("/v1/gardens/held/promote", $$"""{"fact_id":"{{facts[0]}}","reason":"r"}""");
        _calls["reject_fact_v1_gardens__garden_slug_or_id__reject_post"] = ("/v1/gardens/held/reject", $$"""{"fact_id":"{{facts[1]}}","reason":"r"}""");
        _calls["admit_fact_v1_quarantine__fact_id__admit_post"] = ($"/v1/quarantine/{facts[2]}/admit", null);
        _calls["reject_fact_v1_quarantine__fact_id__reject_post"] = ($"/v1/quarantine/{facts[3]}/reject", null);
    }

    private async Task KeysAsync()
    {
        using var signer = new Ed25519Signer(new byte[32]);
        var agentKey = await Client.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{signer.PublicKeyText}}"}""");
        var key = await Client.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"{{new string('k', 40)}}","entity_uri":"agent:ada"}""");
        _calls["list_agent_keys_v1_auth_agent_keys_get"] = ("/v1/auth/agent-keys", null);
        _calls["register_agent_key_v1_auth_agent_keys_post"] = ("/v1/auth/agent-keys", $$"""{"public_key":"{{signer.PublicKeyText}}","description":"again"}""");
        _calls["revoke_agent_key_v1_auth_agent_keys__key_id__delete"] = ($"/v1/auth/agent-keys/{agentKey["id"]}", null);
        _calls["list_keys_v1_auth_keys_get"] = ("/v1/auth/keys", null);
        _calls["register_static_key_v1_auth_keys_post"] = ("/v1/auth/keys", $$"""{"raw_key":"{{new string('l', 40)}}","entity_uri":"agent:new","permissions":["read"],"description":"d"}""");
        _calls["list_expiring_keys_v1_auth_keys_expiring_soon_get"] = ("/v1/auth/keys/expiring-soon?within_days=365", null);
        _calls["revoke_key_v1_auth_keys__key_id__delete"] = ($"/v1/auth/keys/{key["id"]}", null);
    }

    private async Task PeersAsync()
    {
        using var signer = new Ed25519Signer(new byte[32]);
        var id = Guid.CreateVersion7();
        await Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            Node.App.Services.GetRequiredService<PeerDirectory>().Put(session, new Peer
            {
                Id = id,
                NodeId = "stigmem://waiting.example/node",
                NodeUrl = "https://waiting.example",
                PublicKey = signer.PublicKeyText,
                Scopes = PeerScopes.OfKnown(["public"]),
                Status = PeerStatus.PendingApproval,
                RegisteredMicroseconds = 1,
            });
            return true;
        });
        _calls["list_peers_v1_federation_peers_get"] = ("/v1/federation/peers", null);
        _calls["register_peer_v1_federation_peers_post"] = ("/v1/federation/peers", $$"""
            {"node_url":"http://127.0.0.1:9","node_id":"stigmem://new.example/node","federation_pubkey":"{{signer.PublicKeyText}}",
             "allowed_scopes":["public"],"declaration_sig":"x","signed_at":"2026-05-02T00:00:00Z"}
            """);
        _calls["approve_peer_v1_federation_peers__peer_id__approve_post"] =
            ($"/v1/federation/peers/{id}/approve", $$"""{"pubkey_fingerprint":"{{KeyFingerprint.OfKeyText(signer.PublicKeyText)}}"}""");
    }

    /// <summary>An active peer that reads a fact and pushes one.</summary>
    private async Task ExchangeAsync()
    {
        await Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            Node.App.Services.GetRequiredService<PeerDirectory>().Put(session, new Peer
            {
                Id = Guid.CreateVersion7(),
                NodeId = PeerId,
                NodeUrl = "http://127.0.0.1:9",
                PublicKey = _peerKey.PublicKeyText,
                Scopes = PeerScopes.OfKnown(["public"]),
                Status = PeerStatus.Active,
                IsOwnKind = true,
                RegisteredMicroseconds = 1,
            });
            return true;
        });
        await Client.Say("shared", scope: "public", entity: "user:shared");
        _calls["pull_facts_v1_federation_facts_get"] = ("/v1/federation/facts", null);
        _calls["push_facts_v1_federation_facts_push_post"] = ("/v1/federation/facts/push", $$"""{"facts":[{"id":"{{Guid.NewGuid()}}","entity":"user:pushed"}]}""");
        _calls["get_audit_log_v1_federation_audit_get"] = ("/v1/federation/audit", null);
    }

    /// <summary>An organisation that is the caller itself, with a token to check and one to take back.</summary>
    private async Task OrganisationAsync()
    {
        using var organisation = new Organisation("agent:ada", 0);
        var day = (DateTimeOffset.UtcNow - Organisation.Now).TotalDays;
        var manifest = Organisation.Json(organisation.Manifest(day, entities: "agent:bot"));
        Assert.Equal(200, (int)(await Client.Send("PUT", "/v1/federation/manifest", manifest)).Status);
        const string tokens = "/v1/federation/capability-tokens";
        const string grant = """{"issuer":"agent:ada","subject":"agent:bot","verb":"write","object":"stigmem://facts"}""";
        var issued = await Client.Send("POST", tokens, grant);
        _calls["put_manifest_v1_federation_manifest_put"] = ("/v1/federation/manifest", manifest);
        _calls["get_manifest_v1_federation_manifest__entity_uri_encoded__get"] = ("/v1/federation/manifest/agent%3Aada", null);
        _calls["issue_capability_token_v1_federation_capability_tokens_post"] = (tokens, grant);
        _calls["verify_capability_token_endpoint_v1_federation_capability_tokens_verify_post"] =
            ($"{tokens}/verify", $$"""{"token_json":"{{JsonEncodedText.Encode(issued["token_json"]!)}}"}""");
        _calls["revoke_capability_token_v1_federation_capability_tokens__token_id__revoke_post"] = ($"{tokens}/{issued["token_id"]}/revoke", "{}");
    }

    private async Task SubscriptionsAsync()
    {
        const string body = """{"target":"user:watched","on_change":"webhook","delivery_address":"http://127.0.0.1:9/hook","idempotency_key":"k"}""";
        var kept = await Client.Send("POST", "/v1/subscriptions", """{"target":"local","on_change":"wake","delivery_address":"agent:ada"}""");
        var ended = await Client.Send("POST", "/v1/subscriptions", """{"target":"team","on_change":"wake","delivery_address":"agent:ada"}""");
        _calls["create_subscription_v1_subscriptions_post"] = ("/v1/subscriptions", body);
        _calls["list_subscriptions_v1_subscriptions_get"] = ("/v1/subscriptions", null);
        _calls["get_subscription_v1_subscriptions__subscription_id__get"] = ($"/v1/subscriptions/{kept["id"]}", null);
        _calls["list_subscription_events_v1_subscriptions__subscription_id__events_get"] = ($"/v1/subscriptions/{kept["id"]}/events", null);
        _calls["delete_subscription_v1_subscriptions__subscription_id__delete"] = ($"/v1/subscriptions/{ended["id"]}", null);
    }

    /// <summary>Jobs are made by large scopes only, so they are queued by hand.</summary>
    private async Task JobsAndIntentsAsync()
    {
        const string intent = """{"id":"intent:posted","from":"agent:ada","to":["agent:bob"],"goal":"g","scope":"local"}""";
        var ada = Node.App.Services.GetRequiredService<KeyDirectory>().Current.Values.First(key => key.PermissionNames.Contains("admin:federation")).Principal!;
        var queue = Node.App.Services.GetRequiredService<JobQueue>();
        var lint = await queue.AddAsync(LintJob.Kind, ada, "local", LintJob.Write(new LintQuery(FactScope.Local, LintChecks.Usual, null, null, 0)), 10);
        var sweep = new SweepRequest(FactScope.Team, false, new DecayPolicies([new DecayPolicy { Id = "query", TtlSeconds = 999_999_999 }]), false);
        var decay = await queue.AddAsync(DecayJob.Kind, ada, "team", DecayJob.Write(sweep), 60);
        await Client.Send("POST", "/v1/intents", intent);
        _calls["lint_scope_v1_lint_post"] = ("/v1/lint", """{"scope":"local","checks":["stale"],"entity":"user:n","relation":"memory:role","stale_lookahead_s":5}""");
        _calls["get_lint_job_v1_lint_jobs__job_id__get"] = ($"/v1/lint/jobs/{lint.Id}", null);
        _calls["decay_sweep_v1_decay_sweep_post"] = ("/v1/decay/sweep?scope=team&ttl_seconds=999999999&min_confidence=0&dry_run=false", null);
        _calls["get_decay_job_v1_decay_jobs__job_id__get"] = ($"/v1/decay/jobs/{decay.Id}", null);
        _calls["submit_intent_v1_intents_post"] = ("/v1/intents", intent.Replace("intent:posted", "intent:new", StringComparison.Ordinal));
        _calls["get_intent_v1_intents__intent_id__get"] = ("/v1/intents/intent:posted", null);
    }
}
