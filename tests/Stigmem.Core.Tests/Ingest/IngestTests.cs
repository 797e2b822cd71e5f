using FsCheck;
using FsCheck.Fluent;
using Stigmem.Testing;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Tests.ContentIds;
using static Stigmem.Core.Tests.Ingest.InboundSamples;

namespace Stigmem.Core.Tests.Ingest;

public sealed class IngestTests
{
    [Fact]
    public void Keeps_the_statement_as_it_came()
    {
        var fact = InboundSamples.Ingest(Json(Fact)).Accepted!.Fact.Fact;
        Assert.Equal(Guid.Parse(Id), fact.Id);
        Assert.Equal(
            new FactBody("x:r", "rel:knows", FactValueType.Ref, "stigmem://acme.example/user/bob", "agent:w", 0.75, FactScope.Public), fact.Body);
        Assert.Equal(("2026-05-02T00:00:00.123456+00:00", "2027-01-01", new Hlc(Now, 3)), (fact.Timestamp, fact.ValidUntil, fact.Hlc));
        Assert.True(Instants.TryParse("2027-01-01", out var end));
        Assert.Equal(end, fact.ValidUntilMicroseconds);
    }

    [Fact]
    public void Normalizes_nothing()
    {
        var body = InboundSamples.Ingest(Spoilt(("entity", "\" X:R \""), ("source", "\"Agent:W\""), ("cid", "null"))).Accepted!.Fact.Fact.Body;
        Assert.Equal((" X:R ", "Agent:W"), (body.Entity, body.Source));
    }

    [Fact]
    public void Minus_zero_is_the_confidence_zero() => Assert.False(
        double.IsNegative(InboundSamples.Ingest(Spoilt(("confidence", "-0.0"), ("cid", "null"))).Accepted!.Fact.Fact.Body.Confidence));

    [Fact]
    public void What_is_the_senders_own_is_not_read()
    {
        var plain = InboundSamples.Ingest(Json(Fact)).Accepted!;
        var told = InboundSamples.Ingest(Spoilt(
            ("garden_id", "7"), ("received_from", "[]"), ("origin_node_id", "\"me\""), ("origin_allowed_scopes", "\"all\""), ("attested", "\"yes\""),
            ("source_trust", "9"), ("quarantine_status", "\"promoted\""), ("derived_from", "7"), ("warnings", "null"), ("x_origin", "{}"))).Accepted!;
        Assert.Equal(plain, told);
    }

    [Theory]
    [InlineData("public", false)]
    [InlineData("company", true)]
    public void Facts_of_a_company_go_no_further(string scope, bool blocked)
    {
        var origin = InboundSamples.Ingest(Spoilt(("scope", $"\"{scope}\""), ("cid", "null"))).Accepted!.Origin;
        Assert.Equal((Sender, "company,public", blocked), (origin.NodeId, origin.AllowedScopes.ToString(), origin.ReFederationBlocked));
    }

    [Theory]
    [InlineData("-", InterpretAs.Content)]
    [InlineData("null", InterpretAs.Content)]
    [InlineData("\"content\"", InterpretAs.Content)]
    [InlineData("\"instruction\"", InterpretAs.Instruction)]
    public void A_value_is_content_unless_it_says_otherwise(string json, InterpretAs expected) =>
        Assert.Equal(expected, InboundSamples.Ingest(Spoilt(("value.interpret_as", json))).Accepted!.Fact.Fact.InterpretAs);

    [Theory]
    [InlineData("agent:w")]
    [InlineData("system:stigmem")]
    public void Resolutions_of_conflicts_federate(string source)
    {
        var json = Spoilt(("entity", "\"stigmem:resolution:stigmem:conflict:0\""), ("source", $"\"{source}\""), ("cid", "null"));
        Assert.NotNull(InboundSamples.Ingest(json).Accepted);
    }

    [Fact]
    public void URIs_of_the_fabric_are_ordinary_names()
    {
        var json = Spoilt(("entity", "\"stigmem://acme.example/user/bob\""), ("relation", "\"stigmem://r\""), ("cid", "null"));
        Assert.NotNull(InboundSamples.Ingest(json).Accepted);
    }

    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, ContentIdVectors.All.Count)];

    /// <summary>Every content id of the contract, in the form in which the reference serves the fact: numbers as doubles.</summary>
    [Theory]
    [MemberData(nameof(Vectors))]
    public void Verifies_what_the_reference_serves(int index)
    {
        var (body, hex) = ContentIdVectors.All[index];
        var v = body.ValueType switch
        {
            FactValueType.Number => PythonFloat.Format(double.Parse(body.ValueText, System.Globalization.CultureInfo.InvariantCulture)),
            FactValueType.Boolean or FactValueType.Null => body.ValueText,
            _ => JsonSerializer.Serialize(body.ValueText),
        };
        var verdict = Screened(body, v, "sha256:" + hex)!;
        var lost = body.ValueText == "10000000000000000";
        Assert.Equal(lost ? CidState.UnverifiableNumber : CidState.Verified, verdict.Cid);
        Assert.Equal(lost ? "1e+16" : body.ValueText, verdict.Fact.Body.ValueText);
        Assert.Equal("sha256:" + hex, verdict.Fact.Cid);
    }

    [Theory]
    [InlineData("1", 3, "1")]
    [InlineData("1.0", 3, "1")]
    [InlineData("1", 4, "1.0")]
    [InlineData("1e21", 6, "1e+21")]
    [InlineData("10000000000000000", 7, "10000000000000000")]
    public void Stores_the_text_that_the_content_id_is_over(string v, int vector, string stored)
    {
        var screened = Screened(ContentIdVectors.All[vector].Body, v, "sha256:" + ContentIdVectors.All[vector].Hex)!;
        Assert.Equal((CidState.Verified, stored), (screened.Cid, screened.Fact.Body.ValueText));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0", "0")]
    [InlineData("1.0", "1.0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1e2", "100.0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void Without_content_id_a_number_keeps_the_class_of_its_token(string v, string stored)
    {
        var screened = Screened(ContentIdVectors.Number("0"), v, null)!;
        Assert.Equal((CidState.Absent, stored), (screened.Cid, screened.Fact.Body.ValueText));
    }

    [Theory]
    [InlineData("9007199254740991", false)]
    [InlineData("9007199254740992", true)]
    [InlineData("-9007199254740992", true)]
    public void Only_a_number_beyond_the_exact_range_may_fail_to_verify(string v, bool accepted)
    {
        var other = ContentId.Of(ContentIdVectors.Number("9007199254740993")).ToString();
        var screened = Screened(ContentIdVectors.Number("0"), v, other);
        Assert.Equal(accepted ? CidState.UnverifiableNumber : null, screened?.Cid);
        Assert.Null(Screened(ContentIdVectors.Number("0"), v, other, Terms with { RequiresCid = true }));
        Assert.Null(Screened(ContentIdVectors.Number("0"), v, "sha256:nonsense"));
    }

    [Fact]
    public void The_place_it_came_from_is_a_local_statement() => Assert.Equal(
        new FactBody(Id, "stigmem:received_from", FactValueType.Ref, Sender, "system:stigmem", 1.0, FactScope.Local),
        IngestRules.ReceivedFrom(Guid.Parse(Id), Sender));

    [Theory]
    [InlineData("""{"id":"f"}""", "f")]
    [InlineData("""{"id":7}""", "")]
    [InlineData("""{"id":"\ud800"}""", "")]
    [InlineData("""{"id":"0123456789012345678901234567890123456"}""", "")]
    [InlineData("[]", "")]
    public void A_broken_fact_is_reported_by_its_id(string json, string id) => Assert.Equal(id, InboundFactReader.IdText(Json(json)));

    [Fact]
    public void Reasons_have_names_answers_and_a_cure()
    {
        Assert.Equal(
            [
                "malformed_fact", "invalid_id", "fact_too_large", "invalid_scope", "invalid_value", "invalid_confidence", "invalid_time", "invalid_hlc",
                "reserved_name", "scope_not_permitted", "insufficient_capability", "source_not_owned", "cid_required", "cid_mismatch",
                "invalid_interpret_as", "quarantine_garden_required", "trust_below_threshold", "id_conflict", "valid_until_extension", "hlc_skew",
                "hlc_skew", "busy", "ingest_error",
            ],
            Enum.GetValues<IngestRefusal>().Skip(1).Select(refusal => refusal.Name()));
        Assert.Equal(
            ["invalid_id", "scope_not_permitted", "insufficient_capability: token object does not cover scope", "source_not_owned", "cid_mismatch", "hlc_skew", "hlc_skew"],
            Enum.GetValues<IngestRefusal>().Skip(1).Select(refusal => refusal.PushError()).Where(error => error != "ingest_error"));
        Assert.Equal(
            [IngestRefusal.SourceNotOwned, IngestRefusal.QuarantineGardenRequired, IngestRefusal.TrustBelowThreshold, IngestRefusal.HlcInFuture, IngestRefusal.Busy],
            Enum.GetValues<IngestRefusal>().Where(refusal => refusal.IsCurable()));
        Assert.Throws<ArgumentOutOfRangeException>(() => IngestRefusal.None.Name());
        Assert.Throws<ArgumentOutOfRangeException>(() => IngestRefusal.None.PushError());
        Assert.Equal("instruction_federation_inbound", InboundQuarantine.Instruction.Reason());
        Assert.Equal("trust_below_threshold", InboundQuarantine.Trust.Reason());
        Assert.Throws<ArgumentOutOfRangeException>(() => InboundQuarantine.None.Reason());
    }

    /// <summary>Scenario F23: whatever a page holds, each fact ends in a verdict.</summary>
    [Fact]
    public void No_poison_throws() => Properties.Holds(3000, Poisons, poisons =>
    {
        var changes = poisons.DistinctBy(change => change.Member).OrderBy(change => change.Member == "value").ToList();
        if (changes.Exists(change => change.Member == "value"))
            changes.RemoveAll(change => change.Member.StartsWith("value.", StringComparison.Ordinal));
        var verdict = InboundSamples.Ingest(Spoilt([.. changes]));
        Assert.Equal(verdict.Refusal == IngestRefusal.None, verdict.Accepted is not null);
    });

    private static Arbitrary<(string Member, string Poison)[]> Poisons { get; } = (
        from count in Gen.Choose(1, 3)
        from changes in (
            from member in Gen.Elements(
                "id", "entity", "relation", "value", "value.type", "value.v", "value.interpret_as", "source", "timestamp", "hlc", "valid_until",
                "confidence", "scope", "cid")
            from poison in Gen.Elements(
                "-", "null", "true", "-1", "1e999", "0.5", "9223372036854775808", "\"\"", "\"x\"", "\"\\u0000\"", "[]", "{}", "[[\"a\"]]", "\"sha256:00\"",
                "\"1.1\"")
            select (member, poison)).ArrayOf(count)
        select changes).Shrinking(changes => changes.Select((_, left) => changes.Where((_, at) => at != left).ToArray()));

    private static ScreenedFact? Screened(in FactBody body, string v, string? cid, IngestTerms? terms = null)
    {
        var json = Spoilt(
            ("entity", Text(body.Entity)), ("relation", Text(body.Relation)), ("source", Text(body.Source)), ("scope", Text(body.Scope.Name())),
            ("confidence", PythonFloat.Format(body.Confidence)), ("value.type", Text(body.ValueType.Name())), ("value.v", v),
            ("cid", cid is null ? "null" : Text(cid)));
        var fact = new InboundFactReader(65_536).Read(json, out _)!;
        return IngestScreen.Judge(fact, (terms ?? Terms) with { Permitted = new(Enum.GetValues<FactScope>()) }, out _);
    }

    private static string Text(string text) => JsonSerializer.Serialize(text);
}
