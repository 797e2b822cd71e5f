namespace Stigmem.Node.Tests.Boundaries;

/// <summary>
/// Every operation of the node, and how to try to see hidden facts with it. An operation that is missing here fails the
/// walk, so a new one cannot be forgotten.
/// </summary>
internal static class BoundaryTable
{
    private static readonly string[] Scopes = ["local", "team", "company", "public"];
    private static readonly string[] Slugs = ["closed", "gone", "held"];
    private const string AllChecks =
        "\"contradiction\",\"stale\",\"orphan\",\"broken_ref\",\"namespacing\",\"unreadable_timestamp\",\"retracted_reference\",\"duplicate_alias\"";

    private static readonly string[] Statuses = ["", "&status=unresolved", "&status=resolved"];

    /// <summary>Operations that neither answer with facts nor look at them.</summary>
    public static readonly IReadOnlySet<string> Without = new HashSet<string>
    {
        "POST /v1/aliases", "DELETE /v1/aliases/{raw_uri}",
        "POST /v1/gardens", "DELETE /v1/gardens/{garden_slug_or_id}", "POST /v1/gardens/{garden_slug_or_id}/members",
        "PATCH /v1/gardens/{garden_slug_or_id}/members/{entity_uri}", "DELETE /v1/gardens/{garden_slug_or_id}/members/{entity_uri}",
        "POST /v1/auth/keys", "DELETE /v1/auth/keys/{key_id}", "POST /v1/auth/keys/{key_id}/rotate", "POST /v1/auth/oidc/exchange",
        "POST /v1/auth/agent-keys", "DELETE /v1/auth/agent-keys/{key_id}",
        "POST /v1/federation/peers", "POST /v1/federation/peers/{peer_id}/approve", "POST /v1/federation/peers/{peer_id}/revoke",
        "POST /v1/federation/peers/{peer_id}/reject", "DELETE /v1/federation/peers/{peer_id}", "POST /v1/federation/pull",
        "PUT /v1/federation/sharing/{name}", "DELETE /v1/federation/sharing/{name}",

        "POST /v1/admin/embeddings/backfill", "POST /v1/admin/embeddings/reindex",
        "DELETE /v1/subscriptions/{subscription_id}", "POST /v1/subscriptions/{subscription_id}/resume",

        // What organisations sign.
        "PUT /v1/federation/manifest", "POST /v1/federation/capability-tokens", "POST /v1/federation/capability-tokens/verify",
        "POST /v1/federation/capability-tokens/{token_id}/revoke",
    };

    /// <summary>Whether an operation only looks.</summary>
    public static bool IsRead(string operation) => operation.StartsWith("GET ", StringComparison.Ordinal) || operation is "POST /v1/synthesis" or "POST /v1/recall" or "POST /v1/lint";

    /// <summary>Probes by operation.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Probe>> For(BoundaryWorld world) => new Dictionary<string, IReadOnlyList<Probe>>
    {
        // First, since it would find what other probes write.
        ["POST /v1/recall"] = [.. Questions(world)],
        ["POST /mcp"] = [.. Messages(world)],
        ["GET /v1/mcp/connectors"] = [Probe.Get("/v1/mcp/connectors")],
        ["GET /v1/facts"] = [.. Lists(world)],
        ["GET /v1/facts/{fact_id}"] = [.. Each(world, id => Probe.Get($"/v1/facts/{id}"))],
        ["GET /v1/facts/{fact_id}/provenance"] = [Probe.Get($"/v1/facts/{world.OpenFact}/provenance"), .. Each(world, id => Probe.Get($"/v1/facts/{id}/provenance"))],
        ["POST /v1/facts/{fact_id}/verify-cid"] = [.. Each(world, id => new Probe("POST", $"/v1/facts/{id}/verify-cid"))],
        ["POST /v1/facts"] = [.. Writes(world)],
        ["POST /v1/facts/batch"] = [.. Batches(world)],
        ["GET /v1/conflicts"] = [.. Statuses.Select(more => Probe.Get($"/v1/conflicts?limit=500{more}"))],
        ["POST /v1/conflicts/{conflict_id}/resolve"] =
            [.. world.Conflicts.Select(id => new Probe("POST", $"/v1/conflicts/{id}/resolve", """{"new_value":{"type":"string","v":"mine"}}"""))],
        // What a peer with a token sees is the matter of Federation/PeerBoundaryTests.
        ["GET /v1/federation/facts"] = [Probe.Get("/v1/federation/facts"), Probe.Get("/v1/federation/facts?scope=local")],
        ["GET /v1/federation/peers"] = [Probe.Get("/v1/federation/peers")],
        ["GET /v1/federation/letters"] = [Probe.Get("/v1/federation/letters?limit=500")],
        ["GET /v1/federation/sharing"] = [Probe.Get("/v1/federation/sharing")],
        ["GET /v1/entities/resolve"] = [.. Names(world)],
        ["GET /v1/graph/neighbors"] = [.. Neighbors(world)],
        ["GET /v1/cards/{entity_uri}"] =
            [.. world.Canaries.SelectMany(canary => Scopes.Select(scope => Probe.Get($"/v1/cards/{canary.Entity}?scope={scope}"))), .. Scopes.Select(scope => Probe.Get($"/v1/cards/user:open?scope={scope}"))],
        ["GET /v1/scopes/{scope}/synthesize"] = [.. Scopes.Select(scope => Probe.Get($"/v1/scopes/{scope}/synthesize?limit=1000&include_expired=true"))],
        ["POST /v1/synthesis"] = [.. Syntheses(world)],
        ["GET /v1/aliases"] =
        [
            Probe.Get("/v1/aliases"), .. world.Canaries.Select(canary => Probe.Get($"/v1/aliases?canonical_uri={canary.Entity}")),
        ],
        ["GET /v1/gardens"] = [Probe.Get("/v1/gardens"), Probe.Get("/v1/gardens?limit=500")],
        ["GET /v1/gardens/{garden_slug_or_id}"] = [.. Gardens("")],
        ["GET /v1/gardens/{garden_slug_or_id}/members"] = [.. Gardens("/members")],
        ["POST /v1/gardens/{garden_slug_or_id}/promote"] = [.. Each(world, id => new Probe("POST", "/v1/gardens/held/promote", $$"""{"fact_id":"{{id}}"}"""))],
        ["POST /v1/gardens/{garden_slug_or_id}/reject"] = [.. Each(world, id => new Probe("POST", "/v1/gardens/held/reject", $$"""{"fact_id":"{{id}}"}"""))],
        ["GET /v1/quarantine"] =
        [
            Probe.Get("/v1/quarantine?limit=1000"), Probe.Get("/v1/quarantine?garden_id=held"), Probe.Get("/v1/quarantine?garden_id=closed"),
            Probe.Get("/v1/quarantine?quarantine_status=pending"), Probe.Get("/v1/quarantine?quarantine_status=rejected"),
        ],
        ["POST /v1/quarantine/{fact_id}/admit"] = [.. Each(world, id => new Probe("POST", $"/v1/quarantine/{id}/admit"))],
        ["POST /v1/quarantine/{fact_id}/reject"] = [.. Each(world, id => new Probe("POST", $"/v1/quarantine/{id}/reject"))],
        ["GET /v1/audit"] = [.. Audits(world, "/v1/audit?limit=500")],
        ["GET /v1/audit/export"] = [.. Audits(world, "/v1/audit/export?limit=5000"), Probe.Get("/v1/audit/export?format=ndjson")],
        ["GET /v1/audit/facts/{fact_id}"] = [.. Each(world, id => Probe.Get($"/v1/audit/facts/{id}"))],
        ["GET /v1/admin/audit"] = [Probe.Get("/v1/admin/audit?limit=1000"), Probe.Get("/v1/admin/audit?event_type=fact_write&limit=1000")],
        ["GET /v1/admin/chain"] = [Probe.Get("/v1/admin/chain")],
        ["GET /v1/admin/audit/checkpoint"] = [Probe.Get("/v1/admin/audit/checkpoint")],
        ["GET /v1/admin/verify-chain"] = [Probe.Get("/v1/admin/verify-chain")],
        ["GET /v1/admin/cid-backfill/status"] = [Probe.Get("/v1/admin/cid-backfill/status")],
        ["GET /v1/admin/embeddings"] = [Probe.Get("/v1/admin/embeddings")],
        ["GET /v1/me"] = [Probe.Get("/v1/me")],
        ["GET /v1/auth/keys"] = [Probe.Get("/v1/auth/keys")],
        ["GET /v1/auth/keys/expiring-soon"] = [Probe.Get("/v1/auth/keys/expiring-soon?within_days=365")],
        ["GET /v1/auth/agent-keys"] = [Probe.Get("/v1/auth/agent-keys")],
        ["GET /.well-known/stigmem"] = [Probe.Get("/.well-known/stigmem")],
        ["GET /healthz"] = [Probe.Get("/healthz")],
        ["GET /readyz"] = [Probe.Get("/readyz")],
        ["GET /v1/doctor"] = [Probe.Get("/v1/doctor")],
        ["GET /metrics"] = [Probe.Get("/metrics")],
        ["GET /openapi.json"] = [Probe.Get("/openapi.json")],
        ["GET /docs"] = [Probe.Get("/docs")],

        // What is told of facts that were seen once is the matter of Subscriptions/EventBoundaryTests.
        ["POST /v1/subscriptions"] = [.. Watches(world)],
        ["GET /v1/subscriptions"] = [Probe.Get("/v1/subscriptions")],
        ["GET /v1/subscriptions/{subscription_id}"] = [.. world.Subscriptions.Select(id => Probe.Get($"/v1/subscriptions/{id}"))],
        ["GET /v1/subscriptions/{subscription_id}/events"] = [.. world.Subscriptions.Select(id => Probe.Get($"/v1/subscriptions/{id}/events?limit=500"))],
        ["GET /v1/subscriptions/{subscription_id}/stream"] = [.. world.Subscriptions.Select(id => Probe.Get($"/v1/subscriptions/{id}/stream"))],
        // What walks over all facts, and what somebody wants others to do.
        ["POST /v1/lint"] =
        [
            .. Scopes.Select(scope => new Probe("POST", "/v1/lint", $"{{\"scope\":\"{scope}\",\"checks\":[{AllChecks}],\"stale_lookahead_s\":999999999}}")),
            .. world.Canaries.Select(canary => new Probe("POST", "/v1/lint", $"{{\"scope\":\"local\",\"entity\":\"{canary.Entity}\"}}")),
        ],
        ["GET /v1/lint/jobs/{job_id}"] = [.. Each(world, id => Probe.Get($"/v1/lint/jobs/{id}"))],
        ["POST /v1/decay/sweep"] = [.. Scopes.Select(scope => new Probe("POST", $"/v1/decay/sweep?dry_run=true&ttl_seconds=0&scope={scope}", ""))],
        ["GET /v1/decay/jobs/{job_id}"] = [.. Each(world, id => Probe.Get($"/v1/decay/jobs/{id}"))],
        ["POST /v1/intents"] =
        [
            .. world.Canaries.Select(canary => new Probe(
                "POST", "/v1/intents", $"{{\"id\":\"{canary.Entity}\",\"from\":\"agent:stranger\",\"to\":[\"agent:stranger\"],\"goal\":\"g\",\"scope\":\"local\"}}", canary.Entity)),
        ],
        ["GET /v1/intents/{intent_id}"] = [.. world.Canaries.Select(canary => Probe.Get($"/v1/intents/{canary.Entity}", canary.Entity))],

        // What organisations sign.
        ["GET /.well-known/stigmem-manifest.json"] = [Probe.Get("/.well-known/stigmem-manifest.json")],
        ["GET /v1/federation/manifest/{entity_uri_encoded}"] =
            [.. world.Canaries.Select(canary => Probe.Get($"/v1/federation/manifest/{Uri.EscapeDataString(canary.Entity)}"))],
        ["GET /v1/federation/capability-tokens/{token_id}/status"] = [Probe.Get("/v1/federation/capability-tokens/00000000-0000-0000-0000-000000000000/status")],
        ["GET /v1/federation/log/head"] = [Probe.Get("/v1/federation/log/head")],
        ["GET /v1/federation/log/inclusion"] = [Probe.Get("/v1/federation/log/inclusion?index=0")],
        ["GET /v1/federation/log/consistency"] = [Probe.Get("/v1/federation/log/consistency?first=0")],
        ["POST /v1/federation/facts/push"] = [.. world.Canaries.Select(canary => new Probe("POST", "/v1/federation/facts/push", $"{{\"facts\":[{canary.Body}]}}"))],
        ["GET /v1/federation/audit"] =
        [
            Probe.Get("/v1/federation/audit?limit=500"), Probe.Get("/v1/federation/audit?event_type=fact_write"),
            .. world.Canaries.SelectMany(canary => new[] { Probe.Get($"/v1/federation/audit?peer_id={canary.Source}"), Probe.Get($"/v1/federation/audit?cursor=2026-01-01T00:00:00Z|{canary.Id}") }),
        ],
    };

    private static IEnumerable<Probe> Each(BoundaryWorld world, Func<string, Probe> probe) =>
        world.Canaries.SelectMany(canary => new[] { probe(canary.Id), probe(canary.Cid), probe(Uri.EscapeDataString(canary.Cid)), probe(canary.Id.ToUpperInvariant()) });

    private static IEnumerable<Probe> Lists(BoundaryWorld world)
    {
        const string all = "/v1/facts?limit=500&include_contradicted=true&include_expired=true&include_low_trust=true&min_confidence=0";
        string[] filters =
        [
            "", "&prefer=winner", "&prefer=latest", "&after=2000-01-01", "&garden_id=stigmem://localhost:8765/garden/closed", "&garden_id=gone", "&garden_id=held",
            .. Scopes.Select(scope => $"&scope={scope}"),
            .. world.Canaries.SelectMany(canary => new[]
            {
                $"&entity={canary.Entity}", $"&relation={canary.Relation}", $"&source={canary.Source}", $"&cursor={canary.Id}",
                $"&entity={canary.Id}", $"&entity=stigmem:resolution:stigmem:conflict:{canary.Id}",
            }),
            .. world.Conflicts.SelectMany(conflict => new[] { $"&entity={conflict}", $"&entity=stigmem:resolution:{conflict}" }),
            "&entity=user:nickname", "&source=system:stigmem",
        ];
        return filters.Select(filter => Probe.Get(all + filter)).Append(Probe.Get("/v1/facts"));
    }

    /// <summary>The body of a hidden fact without its garden: the answer may repeat what was sent, but nothing else.</summary>
    private static IEnumerable<Probe> Writes(BoundaryWorld world) => world.Canaries.SelectMany(canary => new[]
    {
        new Probe("POST", "/v1/facts", canary.Body, canary.Body),
        new Probe("POST", "/v1/facts", $$"""{"entity":"{{canary.Entity}}","relation":"{{canary.Relation}}","value":{"type":"string","v":"probe"},"source":"agent:stranger"}""", $"{canary.Entity} {canary.Relation}"),
        new Probe("POST", "/v1/facts", $$"""{"entity":"{{canary.Id}}","relation":"stigmem:ttl","value":{"type":"datetime","v":"2001-01-01"},"source":"agent:stranger"}"""),
    });

    private static IEnumerable<Probe> Batches(BoundaryWorld world) =>
        Writes(world).Select(write => write with { Path = "/v1/facts/batch", Json = $"{{\"facts\":[{write.Json}]}}" });

    /// <summary>Nearly the name of a hidden entity, so that likeness would give it away.</summary>
    private static IEnumerable<Probe> Names(BoundaryWorld world) => world.Canaries.SelectMany(canary => new[]
    {
        Probe.Get($"/v1/entities/resolve?threshold=0&top_k=20&uri={canary.Entity[..^1]}"),
        Probe.Get($"/v1/entities/resolve?threshold=0&uri={canary.Entity}", canary.Entity),
    }).Append(Probe.Get("/v1/entities/resolve?uri=user:nickname"));

    /// <summary>Hidden words, misspelt and begun ones too; and questions that find something in the open.</summary>
    private static IEnumerable<Probe> Questions(BoundaryWorld world) => world.Canaries
        .SelectMany(canary => Canary.Words(canary.Wall).SelectMany(word => new[] { word, word[..^1], word[..6] + "*", $"{word} open" })
            .Append(canary.Entity).Append(canary.Source).Append(canary.Id))
        .Append("open").Append("probe cites").Append("user:nickname")
        .SelectMany(query => Scopes.Select(scope => new Probe(
            "POST", "/v1/recall", $$"""{"query":"{{query}}","scope":"{{scope}}","depth":3,"limit":500,"token_budget":200000,"min_confidence":0}""")));

    /// <summary>Somebody else's names may be watched, as long as the answer tells nothing but what was sent.</summary>
    private static IEnumerable<Probe> Watches(BoundaryWorld world) => world.Canaries.Select(canary => Watch(canary.Entity)).Concat(Scopes.Select(Watch))
        .Concat(Slugs.Select(slug => Watch($"stigmem://localhost:8765/garden/{slug}")));

    /// <summary>The same questions through the tools for models; Stigmem.Mcp.Tests tries every tool.</summary>
    private static IEnumerable<Probe> Messages(BoundaryWorld world)
    {
        foreach (var scope in Scopes)
        {
            yield return Tool("subscribe_scope", $$"""{"scope":"{{scope}}","limit":500}""");
            yield return Tool("recall", $$"""{"query":"open","scope":"{{scope}}","limit":500,"token_budget":200000,"min_confidence":0}""");
            foreach (var canary in world.Canaries)
            {
                yield return Tool("recall", $$"""{"query":"{{string.Join(' ', Canary.Words(canary.Wall))}}","scope":"{{scope}}","min_confidence":0}""");
                yield return Tool("query_facts", $$"""{"entity":"{{canary.Entity}}","scope":"{{scope}}","include_contradicted":true,"include_expired":true}""");
            }
        }
        yield return Tool("list_conflicts", """{"limit":500}""");
        yield return Tool("memory_health", "{}");
        yield return Message("resources/list", "{}");
    }

    private static Probe Tool(string name, string arguments) => Message("tools/call", $$"""{"name":"{{name}}","arguments":{{arguments}} }""");

    private static Probe Message(string method, string parameters) =>
        new("POST", "/mcp", $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}} }""");

    private static Probe Watch(string target) =>
        new("POST", "/v1/subscriptions", $$"""{"target":"{{target}}","on_change":"stream"}""", target);

    /// <summary>From what all know and what only some do, as far as it goes.</summary>
    private static IEnumerable<Probe> Neighbors(BoundaryWorld world) =>
        from name in world.Canaries.Select(canary => canary.Entity).Append(BoundaryWorld.Hub).Distinct()
        from scope in Scopes
        let path = $"/v1/graph/neighbors?depth=3&page_size=200&min_confidence=0&include_informal=true&scope={scope}&entity={name}"
        from more in name == BoundaryWorld.Hub ? ["", "&direction=in", "&direction=out"] : (string[])[""]
        select Probe.Get(path + more, name);

    private static IEnumerable<Probe> Syntheses(BoundaryWorld world) =>
        from scope in Scopes
        from more in world.Canaries.SelectMany(canary => new[] { $",\"entity\":\"{canary.Entity}\"", $",\"relation\":\"{canary.Relation}\"" }).Append("").Distinct()
        select new Probe("POST", "/v1/synthesis", $"{{\"scope\":\"{scope}\",\"limit\":1000{more}}}");

    private static IEnumerable<Probe> Gardens(string tail) =>
        Slugs.Select(slug => Probe.Get($"/v1/gardens/{slug}{tail}"));

    private static IEnumerable<Probe> Audits(BoundaryWorld world, string path) =>
        world.Canaries.SelectMany(canary => new[] { $"&fact_id={canary.Id}", $"&source={canary.Source}" })
            .Append("").Append("&entity_uri=agent:owner").Append("&attested=false").Select(more => Probe.Get(path + more));
}
