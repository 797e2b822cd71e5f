using System.Text;
using System.Text.Json;
using Stigmem.Core.Facts;
using Stigmem.Core.Signatures;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Facts;
using Stigmem.Sdk.Tests.Scripted;

namespace Stigmem.Sdk.Tests.Facts;

public sealed class NewFactTests
{
    public static TheoryData<FactValueRecord, string, string> Values => new()
    {
        { FactValues.Label("editor"), "string", "editor" },
        { FactValues.Text("a\nb"), "text", "a\nb" },
        { FactValues.Number(42), "number", "42.0" },
        { FactValues.Number(1e22), "number", "1e+22" },
        { FactValues.Boolean(true), "boolean", "true" },
        { FactValues.Time(DateTimeOffset.UnixEpoch.AddMilliseconds(1)), "datetime", "1970-01-01T00:00:00.001000+00:00" },
        { FactValues.Ref("user:bob"), "ref", "user:bob" },
        { FactValues.Nothing, "null", "null" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_signature_covers_the_five_lines_as_they_are_sent(FactValueRecord value, string type, string text)
    {
        using Ed25519Signer signer = new(new byte[32]);
        var fact = (Samples.NewFact with { Entity = " User:Zoë ", Value = value }).SignedBy("key-1", signer);
        Assert.Equal("key-1", fact.Attestation!.KeyId);
        Assert.True(Base64Url.TryDecode(fact.Attestation.Signature, out var signature));
        Assert.True(Base64Url.TryDecode(signer.PublicKeyText, out var publicKey));
        var message = Encoding.UTF8.GetBytes($" User:Zoë \nmemory:role\n{type}\n{text}\nstigmem://acme.test/agent/scribe");
        Assert.True(Ed25519.Verify(publicKey, message, signature));
    }

    [Fact]
    public async Task A_summary_cites_what_was_read()
    {
        await using var node = await ScriptedNode.StartAsync();
        node.Then(201, Samples.Fact);
        var read = Samples.FactRecord;
        await node.Client().Facts.AssertAsync(Samples.NewFact.SummaryOf([read, read with { Id = "older", Cid = null }]));
        using var body = JsonDocument.Parse(Assert.Single(node.Received).Body);
        Assert.Equal("summarize_with_provenance", body.RootElement.GetProperty("write_mode").GetString());
        Assert.Equal(
            $$"""[{"fact_id":"{{Samples.FactId}}","hash":"{{Samples.FactCid}}"},{"fact_id":"older"}]""",
            body.RootElement.GetProperty("derived_from").GetRawText());
    }

    [Fact]
    public void A_summary_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => Samples.NewFact.SummaryOf([]));

    [Fact]
    public void A_fact_stays_on_the_node_unless_told_otherwise() => Assert.Equal(FactScope.Local, Samples.NewFact.Scope);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_is_finite(double number) => Assert.Throws<ArgumentOutOfRangeException>(() => FactValues.Number(number));

    [Fact]
    public void Guidance_is_marked()
    {
        var value = FactValues.Text("Be kind.").AsInstruction();
        Assert.Equal(("text", "instruction", "Be kind."), (value.Type, value.InterpretAs, value.V.Text));
    }

    [Fact]
    public void A_retraction_of_an_unknown_scope_is_refused() =>
        Assert.Throws<ArgumentException>(() => NewFact.RetractionOf(Samples.FactRecord with { Scope = "galaxy" }));
}
