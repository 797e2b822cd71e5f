using System.Text.Json;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Json;

namespace Stigmem.Sdk.Tests.Protocol;

public sealed class FactRecordConverterTests
{
    private static readonly FactRecord Bare = new()
    {
        Id = "01a1fd08-7e57-7312-bc67-a168e253726a",
        Entity = "user:zoë \u2028 🚀 \"q\" \\ \n",
        Relation = "memory:role",
        Value = new FactValueRecord { Type = "number", V = FactValueContent.OfNumberText("42.0") },
        Source = "agent:x",
        Timestamp = "2026-03-04T05:06:07+00:00",
        Confidence = 1e-7,
        Scope = "local",
    };

    public static TheoryData<FactRecord> Records =>
    [
        Bare,
        Bare with { Value = new FactValueRecord { Type = "null" } },
        Bare with { Value = new FactValueRecord { Type = "boolean", V = FactValueContent.OfBoolean(true), InterpretAs = "instruction" } },
        Bare with
        {
            Value = new FactValueRecord { Type = "string", V = FactValueContent.OfText("a\u0001b") },
            Hlc = "1795246554712.000", ReceivedFrom = "stigmem:node:1", ValidUntil = "2027-01-01", AttestedKeyId = "k", OriginNodeId = "o",
            OriginAllowedScopes = ["company", "public"], GardenId = "g", Attested = false, Contradicted = true, Warnings = ["w"],
            SourceTrust = 0.22000000000000003, QuarantineStatus = "pending", QuarantineGardenId = "q", EffectiveConfidence = 0.5,
            SanitizerWarnings = ["p"], SanitizerRedacted = true, SanitizerChanged = true, State = "retracted", Cid = "sha256:00",
            DerivedFrom = [JsonDocument.Parse("""{"fact_id":"1","hash":"x"}""").RootElement],
        },
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void Writes_what_the_generated_contract_would_write(FactRecord record)
    {
        var byHand = JsonSerializer.Serialize(record, StigmemJson.Options.GetTypeInfo(typeof(FactRecord)));
        Assert.Equal(JsonSerializer.Serialize(record, StigmemJson.Contracts.GetTypeInfo(typeof(FactRecord))), byHand);
        var back = (FactRecord)JsonSerializer.Deserialize(byHand, StigmemJson.Options.GetTypeInfo(typeof(FactRecord)))!;
        Assert.Equal(byHand, JsonSerializer.Serialize(back, StigmemJson.Options.GetTypeInfo(typeof(FactRecord))));
    }
}
