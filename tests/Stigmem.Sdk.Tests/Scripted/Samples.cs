using System.Text.Json;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Json;
using Stigmem.Sdk.Facts;

namespace Stigmem.Sdk.Tests.Scripted;

/// <summary>Bodies as a node writes them.</summary>
internal static class Samples
{
    public const string FactId = "6f1c0e3a-5d0b-4d35-9a53-0d8c7a6c1f20";
    public const string FactCid = "sha256:bfb71bfee2f87d1acec1d9b3f6d1dde720091de2a963fecd806ee4f9b51e441d";

    /// <summary>The example of the contract, with its content id.</summary>
    public const string Fact =
        """{"id":"6f1c0e3a-5d0b-4d35-9a53-0d8c7a6c1f20","entity":"stigmem://acme.test/user/ada","relation":"memory:role","value":{"type":"string","v":"editor","interpret_as":"content"},"source":"stigmem://acme.test/agent/scribe","timestamp":"2026-03-04T05:06:07.089010+00:00","hlc":"1772600767089.000","received_from":null,"valid_until":null,"confidence":1.0,"scope":"local","attested_key_id":null,"origin_node_id":null,"origin_allowed_scopes":null,"garden_id":null,"attested":null,"contradicted":false,"warnings":[],"source_trust":null,"quarantine_status":null,"quarantine_garden_id":null,"effective_confidence":null,"sanitizer_warnings":[],"sanitizer_redacted":false,"cid":"sha256:bfb71bfee2f87d1acec1d9b3f6d1dde720091de2a963fecd806ee4f9b51e441d","derived_from":[]}""";

    public static NewFact NewFact { get; } = new()
    {
        Entity = "stigmem://acme.test/user/ada",
        Relation = "memory:role",
        Value = FactValues.Label("editor"),
        Source = "stigmem://acme.test/agent/scribe",
    };

    public static FactRecord FactRecord => JsonSerializer.Deserialize(Fact, TypeInfo)!;

    public static string Page(string? cursor, params string[] facts) =>
        $$"""{"facts":[{{string.Join(',', facts)}}],"total":{{facts.Length}},"cursor":{{(cursor is null ? "null" : $"\"{cursor}\"")}},"tombstone_notices":[]}""";

    private static System.Text.Json.Serialization.Metadata.JsonTypeInfo<FactRecord> TypeInfo =>
        (System.Text.Json.Serialization.Metadata.JsonTypeInfo<FactRecord>)StigmemJson.Options.GetTypeInfo(typeof(FactRecord));
}
