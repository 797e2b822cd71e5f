namespace Stigmem.Sdk.Tests.Routes;

/// <summary>A call and what it must put on the wire.</summary>
internal sealed record Route(Func<StigmemClient, Task> Call, string Line, string Answer, string Body = "")
{
    public const string Subscription = """{"id":"s","subscriber_identity":"agent:a","target":"local","target_kind":"scope","on_change":"webhook","delivery_address":"https://h.test/x","idempotency_key":null,"created_at":"t","last_delivered_at":null,"circuit_open":false,"consecutive_failures":0}""";

    public const string Embeddings =
        """{"enabled":true,"state":"ready","provider":"local","endpoint":null,"model":"m","dimensions":4,"remote_scopes":null,"vectors":1,"refused":0,"position":1,"head":1,"problem":null,"provider_dimensions":null,"switch_on":null}""";

    public const string Garden =
        """{"id":"u","garden_id":"stigmem://a/garden/g","slug":"g","name":"G","scope":"team","description":null,"created_by":"x","created_at":"t","members":[],"quarantine":false}""";

    public const string Member = """{"entity_uri":"user:a/b","role":"reader","added_by":"x","added_at":"t"}""";

    public const string Moderated = """{"fact_id":"f","action":"admitted","target_garden_id":null,"acted_by":"x","acted_at":"t"}""";

    public const string Recalled = """{"recall_id":"r","query_hash":"h","facts":[],"content":[],"instructions":[],"total_scored":0,"token_budget":4000,"tokens_used":0,"truncated":false,"tombstone_notices":[],"chain_proof":null}""";

    public const string Linted = """{"findings":[],"checked_at":"t","scope":"local","checks_run":[],"fact_count":0,"findings_total":0,"truncated":false}""";

    public const string Swept = """{"scanned":0,"decayed":0,"dry_run":false,"matched":0}""";

    public const string Intent = """{"id":"intent:1","from":"a:b","to":["c:d"],"goal":"g","scope":"company","created_at":"t","expires_at":null,"constraint":[],"preference":[],"deference":[],"escalation":null,"handoff":null,"fact_ids":[]}""";

    public const string Resolution = """{"resolution_fact_id":"r","conflict_status":"resolved"}""";

    public const string AgentKey =
        """{"id":"k","entity_uri":"e","public_key":"p","description":null,"registered_at":"t","status":"active"}""";

    public const string Manifest = """{"entity_uri":"e","key_id":"k","public_key":"p","issued_at":"t","expires_at":"u","entities":["e"],"rotation_events":[],"signature":"s"}""";
    public const string Peer =
        """{"peer_id":"p","node_id":"n","node_url":"u","status":"revoked","allowed_scopes":["public"],"established_at":null}""";

    public const string Checkpoint =
        """{"kind":"stigmem.audit_chain_checkpoint","version":1,"tenant_id":"default","covered_chain_seq":7,"chain_hash":"sha256:ab","created_at":"t","key_id":"k","public_key":"p","signature":"s"}""";

    public const string Chains =
        """{"tenant_id":"default","verified":true,"facts_checked":0,"audit_checked":7,"facts_head":null,"audit_head":"sha256:ab","failure":null,"tenants":[]}""";

    public const string Alias = """{"raw_uri":"a","canonical_uri":"b","kind":"user","created_at":"t"}""";
}
