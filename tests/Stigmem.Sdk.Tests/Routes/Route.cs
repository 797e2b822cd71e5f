namespace Stigmem.Sdk.Tests.Routes;

/// <summary>A call and what it must put on the wire.</summary>
internal sealed record Route(Func<StigmemClient, Task> Call, string Line, string Answer, string Body = "")
{
    public const string Garden =
        """{"id":"u","garden_id":"stigmem://a/garden/g","slug":"g","name":"G","scope":"team","description":null,"created_by":"x","created_at":"t","members":[],"quarantine":false}""";

    public const string Member = """{"entity_uri":"user:a/b","role":"reader","added_by":"x","added_at":"t"}""";

    public const string Moderated = """{"fact_id":"f","action":"admitted","target_garden_id":null,"acted_by":"x","acted_at":"t"}""";

    public const string Resolution = """{"resolution_fact_id":"r","conflict_status":"resolved"}""";

    public const string AgentKey =
        """{"id":"k","entity_uri":"e","public_key":"p","description":null,"registered_at":"t","status":"active"}""";

    public const string Peer =
        """{"peer_id":"p","node_id":"n","node_url":"u","status":"revoked","allowed_scopes":["public"],"established_at":null}""";

    public const string Alias = """{"raw_uri":"a","canonical_uri":"b","kind":"user","created_at":"t"}""";
}
