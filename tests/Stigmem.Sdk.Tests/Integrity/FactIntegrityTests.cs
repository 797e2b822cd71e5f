using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Facts;
using Stigmem.Sdk.Integrity;
using Stigmem.Sdk.Tests.Scripted;

namespace Stigmem.Sdk.Tests.Integrity;

public sealed class FactIntegrityTests
{
    // Computed by the reference over the float text and over the integer text.
    private const string Of42Real = "sha256:d90ad87c3780b60fd737c86a81e6976b4360bc3ac5f0116580054912c1261c93";
    private const string Of42Integer = "sha256:cc7655b4d4114327f964fd542fc9454839e00de37f7fc77f5c5c5c6c929daef1";
    private const string OfTrue = "sha256:2dd776fb29566db58844c2df01543e5532e8712ec45230692d8f7314c0606e0b";
    private const string OfNothing = "sha256:9821d035d2387f9925868a942f532758010f0d3f44f9a07859db61ff4f7d2254";
    private const string OfNote = "sha256:42a9eb02d7d3e60132819450e3ab3e0bfefe9994188ece86c275ff50f0d84449";

    private static readonly FactRecord Role = Samples.FactRecord;

    private static FactRecord Age(string digits, string cid) => Role with
    {
        Relation = "memory:age", Scope = "company", Confidence = 0.9, Cid = cid,
        Value = new() { Type = "number", V = FactValueContent.OfNumberText(digits) },
    };

    public static TheoryData<string, string> Numbers => new()
    {
        { "42.0", Of42Real }, { "42", Of42Real }, { "4.2e1", Of42Real },
        { "42.0", Of42Integer }, { "42", Of42Integer },
    };

    [Fact]
    public void A_fact_that_is_what_it_promises_is_valid() => Assert.Equal(CidVerdict.Valid, FactIntegrity.VerifyCid(Role));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_may_travel_as_either_text(string digits, string cid) =>
        Assert.Equal(CidVerdict.Valid, FactIntegrity.VerifyCid(Age(digits, cid)));

    [Fact]
    public void Other_types_equal_the_reference()
    {
        var active = Role with { Relation = "memory:active", Scope = "team", Confidence = 1e-7, Cid = OfTrue, Value = FactValues.Boolean(true) };
        var gone = Role with { Relation = "memory:gone", Scope = "public", Confidence = 0, Cid = OfNothing, Value = FactValues.Nothing };
        var note = Role with
        {
            Relation = "memory:note", Confidence = 0.5, Cid = OfNote, Value = FactValues.Text("café \"x\"\n\t\\ \u2028 \u007F \u0001 \U0001F331"),
        };
        Assert.All([active, gone, note], fact => Assert.Equal(CidVerdict.Valid, FactIntegrity.VerifyCid(fact)));
    }

    [Fact]
    public void Any_change_of_what_is_covered_is_seen()
    {
        FactRecord[] altered =
        [
            Role with { Entity = "stigmem://acme.test/user/eve" },
            Role with { Relation = "memory:rule" },
            Role with { Source = "agent:other" },
            Role with { Scope = "public" },
            Role with { Scope = "galaxy" },
            Role with { Confidence = 0.99 },
            Role with { Confidence = double.NaN },
            Role with { Value = FactValues.Label("owner") },
            Role with { Value = FactValues.Text("editor") },
            Role with { Value = new() { Type = "blob", V = FactValueContent.OfText("editor") } },
            Role with { Value = new() { Type = "string" } },
            Role with { Entity = "\ud800" },
            Role with { Cid = "sha256:zz" },
            Age("43.0", Of42Real),
        ];
        Assert.All(altered, fact => Assert.Equal(CidVerdict.Mismatch, FactIntegrity.VerifyCid(fact)));
    }

    [Fact]
    public void Nothing_and_the_text_that_stands_for_it_are_not_the_same()
    {
        var gone = Role with { Relation = "memory:gone", Scope = "public", Confidence = 0, Cid = OfNothing };
        Assert.Equal(CidVerdict.Mismatch, FactIntegrity.VerifyCid(gone with { Value = new() { Type = "null", V = FactValueContent.OfText("null") } }));
    }

    [Fact]
    public void Of_a_value_that_the_node_changed_nothing_can_be_said()
    {
        Assert.Equal(CidVerdict.ChangedBySanitizer, FactIntegrity.VerifyCid(Role with { SanitizerChanged = true, Value = FactValues.Label("edi") }));
        Assert.Equal(CidVerdict.ChangedBySanitizer, FactIntegrity.VerifyCid(Role with { SanitizerRedacted = true, Value = new() { Type = "string" } }));
        Assert.Equal(CidVerdict.ConfidenceOverridden, FactIntegrity.VerifyCid(Role with { QuarantineStatus = "rejected", Confidence = 0 }));
        Assert.Equal(CidVerdict.Missing, FactIntegrity.VerifyCid(Role with { Cid = null }));
    }
}
