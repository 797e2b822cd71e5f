using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Core.Tests.ContentIds;
using Stigmem.Core.Trust;
using static Stigmem.Core.Tests.Ingest.InboundSamples;

namespace Stigmem.Core.Tests.Ingest;

/// <summary>Every reason for which a fact is refused, each reached by one change of a good fact.</summary>
public sealed class IngestRefusalTests
{
    [Fact]
    public void The_good_fact_is_good() => Assert.NotNull(InboundSamples.Ingest(Json(Fact)).Accepted);

    [Theory]
    [InlineData("entity", "-")]
    [InlineData("entity", "\"\"")]
    [InlineData("entity", "7")]
    [InlineData("relation", "-")]
    [InlineData("relation", "\"\"")]
    [InlineData("source", "null")]
    [InlineData("source", "\"\"")]
    [InlineData("id", "-")]
    [InlineData("id", "7")]
    [InlineData("scope", "-")]
    [InlineData("timestamp", "-")]
    [InlineData("timestamp", "1777680000")]
    [InlineData("confidence", "-")]
    [InlineData("value", "-")]
    [InlineData("value", "\"x\"")]
    [InlineData("valid_until", "0")]
    [InlineData("hlc", "1777680000000.3")]
    [InlineData("cid", "false")]
    public void A_member_of_another_shape_is_malformed(string member, string json) =>
        Refuses(IngestRefusal.MalformedFact, (member, json));

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void What_is_no_object_is_malformed(string json) =>
        Assert.Equal(IngestRefusal.MalformedFact, InboundSamples.Ingest(Json(json)).Refusal);

    [Theory]
    [InlineData("entity")]
    [InlineData("value.v")]
    [InlineData("value.interpret_as")]
    [InlineData("valid_until")]
    [InlineData("id")]
    public void A_lone_surrogate_is_malformed(string member)
    {
        var json = Spoilt((member, "\"SURROGATE\"")).GetRawText().Replace("SURROGATE", "\\ud800", StringComparison.Ordinal);
        Assert.Equal(IngestRefusal.MalformedFact, InboundSamples.Ingest(Json(json)).Refusal);
    }

    [Theory]
    [InlineData("\"01A1FD08-7E57-7312-BC67-A168E253726A\"")]
    [InlineData("\"01a1fd087e577312bc67a168e253726a\"")]
    [InlineData("\"{01a1fd08-7e57-7312-bc67-a168e253726a}\"")]
    [InlineData("\"fact-1\"")]
    [InlineData("\"\"")]
    public void An_id_is_a_UUID_in_the_usual_form(string json) => Refuses(IngestRefusal.InvalidId, ("id", json));

    [Theory]
    [InlineData("\"Public\"")]
    [InlineData("\"\"")]
    [InlineData("\"world\"")]
    public void A_scope_must_be_known(string json) => Refuses(IngestRefusal.InvalidScope, ("scope", json));

    [Theory]
    [InlineData("\"integer\"", "1")]
    [InlineData("7", "1")]
    [InlineData("\"number\"", "\"1\"")]
    [InlineData("\"number\"", "null")]
    [InlineData("\"number\"", "true")]
    [InlineData("\"number\"", "1e999")]
    [InlineData("\"boolean\"", "1")]
    [InlineData("\"boolean\"", "\"true\"")]
    [InlineData("\"string\"", "1")]
    [InlineData("\"string\"", "null")]
    [InlineData("\"text\"", "[]")]
    [InlineData("\"datetime\"", "1")]
    [InlineData("\"ref\"", "\"\"")]
    [InlineData("\"ref\"", "{}")]
    [InlineData("\"text\"", "-")]
    public void A_value_must_fit_its_type(string type, string v) =>
        Refuses(IngestRefusal.InvalidValue, ("value.type", type), ("value.v", v));

    [Fact]
    public void A_number_beyond_a_double_is_no_value() =>
        Refuses(IngestRefusal.InvalidValue, ("value.type", "\"number\""), ("value.v", "1" + new string('0', 400)));

    [Theory]
    [InlineData("-0.0001")]
    [InlineData("1.0000000000000002")]
    [InlineData("1e999")]
    [InlineData("true")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void A_confidence_lies_between_zero_and_one(string json) => Refuses(IngestRefusal.InvalidConfidence, ("confidence", json));

    [Theory]
    [InlineData("timestamp", "\"\"")]
    [InlineData("timestamp", "\"yesterday\"")]
    [InlineData("valid_until", "\"\"")]
    [InlineData("valid_until", "\"2026-13-01\"")]
    public void Times_can_be_read(string member, string json) => Refuses(IngestRefusal.InvalidTime, (member, json));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"1.2.3\"")]
    [InlineData("\"-1.0\"")]
    [InlineData("\"99999999999999999999.0\"")]
    public void A_stamp_can_be_read(string json) => Refuses(IngestRefusal.InvalidHlc, ("hlc", json));

    [Theory]
    [InlineData("entity")]
    [InlineData("relation")]
    [InlineData("source")]
    [InlineData("value.v")]
    public void Texts_have_a_limit_in_bytes(string member)
    {
        var reader = new InboundFactReader(100);
        var longest = Spoilt((member, $"\"{new string('é', 50)}\""));
        Assert.NotNull(reader.Read(longest, out _));
        Assert.Null(reader.Read(Spoilt((member, $"\"{new string('é', 50)}a\"")), out var refusal));
        Assert.Equal(IngestRefusal.FactTooLarge, refusal);
    }

    [Theory]
    [InlineData("relation", "\"stigmem:received_from\"")]
    [InlineData("relation", "\"stigmem:anything\"")]
    [InlineData("entity", "\"stigmem:conflict:0\"")]
    [InlineData("entity", "\"stigmem:node:1\"")]
    [InlineData("source", "\"system:stigmem\"")]
    public void Nobody_speaks_about_the_fabric_in_our_name(string member, string json) =>
        Refuses(IngestRefusal.ReservedName, (member, json), ("cid", "null"));

    [Theory]
    [InlineData("team")]
    [InlineData("local")]
    public void A_scope_that_was_not_agreed_on_is_not_permitted(string scope)
    {
        Refuses(IngestRefusal.ScopeNotPermitted, ("scope", $"\"{scope}\""), ("cid", "null"));
        var json = Spoilt(("scope", $"\"{scope}\""), ("cid", "null"));
        Assert.Equal(
            IngestRefusal.InsufficientCapability,
            InboundSamples.Ingest(json, Terms with { Route = IngestRoute.CapabilityPush }).Refusal);
    }

    [Fact]
    public void The_agreement_alone_does_not_open_a_scope() => Assert.Equal(
        IngestRefusal.ScopeNotPermitted,
        InboundSamples.Ingest(Json(Fact), Terms with { Permitted = new PeerScopes(FactScope.Company) }).Refusal);

    [Theory]
    [InlineData(SourcePolicy.Any, "agent:w", true)]
    [InlineData(SourcePolicy.Manifest, "agent:w", false)]
    [InlineData(SourcePolicy.Manifest, Sender, true)]
    [InlineData(SourcePolicy.Manifest, "stigmem://acme.example/agent/bot", true)]
    [InlineData(SourcePolicy.Manifest, "stigmem://acme.example/agent/bot2", false)]
    [InlineData(SourcePolicy.Manifest, Sender + "/", false)]
    [InlineData(SourcePolicy.Node, "agent:w", false)]
    [InlineData(SourcePolicy.Node, Sender, true)]
    [InlineData(SourcePolicy.Node, "stigmem://acme.example/agent/bot2", true)]
    [InlineData(SourcePolicy.Node, "stigmem://ACME.example/agent/bot", true)]
    [InlineData(SourcePolicy.Node, "stigmem://acme.example", true)]
    [InlineData(SourcePolicy.Node, "stigmem://acme.example.evil/agent/bot", false)]
    [InlineData(SourcePolicy.Node, "stigmem://evil/acme.example/bot", false)]
    [InlineData(SourcePolicy.Node, "https://acme.example/bot", false)]
    public void A_peer_speaks_for_the_sources_that_the_policy_says(SourcePolicy policy, string source, bool accepted)
    {
        var terms = Terms with { Sources = policy, ManifestEntities = new HashSet<string> { "stigmem://acme.example/agent/bot" } };
        var verdict = InboundSamples.Ingest(Spoilt(("source", $"\"{source}\""), ("cid", "null")), terms);
        Assert.Equal(accepted ? IngestRefusal.None : IngestRefusal.SourceNotOwned, verdict.Refusal);
    }

    /// <summary>The names that nodes make up for themselves have no authority.</summary>
    [Theory]
    [InlineData("stigmem:node:1")]
    [InlineData("stigmem:///node")]
    [InlineData("stigmem://")]
    public void A_peer_without_an_authority_speaks_only_for_itself(string nodeId)
    {
        var terms = Terms with { Sources = SourcePolicy.Node, OwnSource = nodeId, Sender = nodeId };
        IngestRefusal Of(string source) => InboundSamples.Ingest(Spoilt(("source", $"\"{source}\""), ("cid", "null")), terms).Refusal;
        Assert.Equal(IngestRefusal.None, Of(nodeId));
        Assert.All(["stigmem:node:2", "stigmem:node", "stigmem://x/y", "agent:w"], source => Assert.Equal(IngestRefusal.SourceNotOwned, Of(source)));
    }

    [Fact]
    public void A_content_id_can_be_demanded()
    {
        Assert.NotNull(InboundSamples.Ingest(Spoilt(("cid", "null"))).Accepted);
        Assert.NotNull(InboundSamples.Ingest(Spoilt(("cid", "-"))).Accepted);
        Assert.Equal(IngestRefusal.CidRequired, InboundSamples.Ingest(Spoilt(("cid", "null")), Terms with { RequiresCid = true }).Refusal);
    }

    [Theory]
    [InlineData("cid", "\"\"")]
    [InlineData("cid", "\"sha256:00\"")]
    [InlineData("cid", "\"fa68de390621c036e0a828be371995f18b1957b0aa5c146b2fde69e5088e3c09\"")]
    [InlineData("entity", "\"x:s\"")]
    [InlineData("confidence", "0.76")]
    [InlineData("scope", "\"company\"")]
    [InlineData("value.type", "\"string\"")]
    public void Content_that_its_id_does_not_cover_is_refused(string member, string json) =>
        Refuses(IngestRefusal.CidMismatch, (member, json));

    [Theory]
    [InlineData("\"order\"")]
    [InlineData("\"Instruction\"")]
    [InlineData("7")]
    public void A_value_is_content_or_instruction(string json) => Refuses(IngestRefusal.InvalidInterpretAs, ("value.interpret_as", json));

    [Theory]
    [InlineData("value.interpret_as", "\"instruction\"")]
    [InlineData("entity", "\"instruction:boot\"")]
    [InlineData("relation", "\"instruction:step\"")]
    public void Instructions_need_a_garden(string member, string json)
    {
        var fact = Spoilt((member, json), ("cid", "null"));
        var verdict = InboundSamples.Ingest(fact, Terms with { HasQuarantineGarden = false });
        Assert.Equal((IngestRefusal.QuarantineGardenRequired, null), (verdict.Refusal, verdict.Accepted));
        Assert.Equal(InboundQuarantine.Instruction, InboundSamples.Ingest(fact).Accepted!.Quarantine);
        Assert.Equal(
            InboundQuarantine.Instruction, InboundSamples.Ingest(fact, Terms with { TrustMode = TrustMode.Strict }, trust: 0).Accepted!.Quarantine);
    }

    [Theory]
    [InlineData(TrustMode.Strict, 0.19999999999999998, true)]
    [InlineData(TrustMode.Strict, 0.2, false)]
    [InlineData(TrustMode.Relaxed, 0.0, false)]
    [InlineData(TrustMode.Off, 0.0, false)]
    public void Strict_trust_needs_a_garden(TrustMode mode, double trust, bool low)
    {
        var terms = Terms with { TrustMode = mode };
        Assert.Equal(low ? InboundQuarantine.Trust : InboundQuarantine.None, InboundSamples.Ingest(Json(Fact), terms, trust).Accepted!.Quarantine);
        Assert.Equal(
            low ? IngestRefusal.TrustBelowThreshold : IngestRefusal.None,
            InboundSamples.Ingest(Json(Fact), terms with { HasQuarantineGarden = false }, trust).Refusal);
        Assert.Equal(mode == TrustMode.Off ? null : trust, InboundSamples.Ingest(Json(Fact), terms, trust).Accepted!.Trust);
    }

    [Theory]
    [InlineData("\"2027-01-01\"", "2027-01-01", IngestRefusal.None)]
    [InlineData("\"2027-01-01T02:00:00+02:00\"", "2027-01-01T00:00:00Z", IngestRefusal.None)]
    [InlineData("\"2026-12-31\"", "2027-01-01", IngestRefusal.None)]
    [InlineData("\"2027-01-01T00:00:00.000001Z\"", "2027-01-01", IngestRefusal.ValidUntilExtension)]
    [InlineData("null", "2027-01-01", IngestRefusal.ValidUntilExtension)]
    [InlineData("null", null, IngestRefusal.None)]
    [InlineData("\"2027-01-01\"", null, IngestRefusal.None)]
    public void A_known_fact_never_lives_longer(string incoming, string? stored, IngestRefusal expected)
    {
        long? end = Instants.TryParse(stored, out var moment) ? moment : null;
        var verdict = InboundSamples.Ingest(Spoilt(("valid_until", incoming)), known: new KnownFact(null, end));
        Assert.Equal((expected, expected == IngestRefusal.None), (verdict.Refusal, verdict.IsKnown));
        Assert.Null(verdict.Accepted);
    }

    [Theory]
    [InlineData("sha256:fa68de390621c036e0a828be371995f18b1957b0aa5c146b2fde69e5088e3c09", false, false)]
    [InlineData("sha256:fa68de390621c036e0a828be371995f18b1957b0aa5c146b2fde69e5088e3c09", true, false)]
    [InlineData("sha256:00", false, true)]
    [InlineData("sha256:66ac49f9c7438005eba50d8ca0e32ffccacd34fe836bae0e75ec5b263cfe378c", true, true)]
    [InlineData(null, false, false)]
    public void An_id_belongs_to_its_first_content(string? stored, bool withoutCid, bool conflict)
    {
        var json = withoutCid ? Spoilt(("cid", "null")) : Json(Fact);
        Assert.Equal(conflict ? IngestRefusal.IdConflict : IngestRefusal.None, InboundSamples.Ingest(json, known: new KnownFact(stored, null)).Refusal);
    }

    /// <summary>What cannot be verified is stored under the content id of what came, and comes again under its own.</summary>
    [Fact]
    public void A_long_integer_that_comes_again_is_known()
    {
        var known = new KnownFact(Cid("1.2345678901234568e+17"), null);
        Assert.Equal(IngestRefusal.None, InboundSamples.Ingest(Again("1.2345678901234568e+17"), known: known).Refusal);
        Assert.Equal(IngestRefusal.IdConflict, InboundSamples.Ingest(Again("1.2345678901234566e+17"), known: known).Refusal);

        static string Cid(string text) => ContentId.Of(ContentIdVectors.Number(text) with { Scope = FactScope.Public }).ToString();
        static System.Text.Json.JsonElement Again(string v) => Spoilt(
            ("entity", "\"x:n\""), ("relation", "\"m:n\""), ("confidence", "1.0"), ("value.type", "\"number\""), ("value.v", v), ("cid", $"\"{Cid("123456789012345680")}\""));
    }

    [Fact]
    public void What_is_known_is_not_refused_when_the_garden_has_gone()
    {
        var verdict = InboundSamples.Ingest(
            Spoilt(("value.interpret_as", "\"instruction\"")), Terms with { HasQuarantineGarden = false }, known: new KnownFact(null, null));
        Assert.True(verdict.IsKnown);
    }

    [Theory]
    [InlineData(IngestRoute.Pull, 300_000, IngestRefusal.None, null, true)]
    [InlineData(IngestRoute.Pull, 900_000, IngestRefusal.HlcInFuture, "future", false)]
    [InlineData(IngestRoute.Push, 900_000, IngestRefusal.HlcInFuture, "future", false)]
    [InlineData(IngestRoute.Pull, -2_592_000_001, IngestRefusal.None, "past", false)]
    [InlineData(IngestRoute.Push, -2_592_000_001, IngestRefusal.HlcInPast, "past", false)]
    [InlineData(IngestRoute.CapabilityPush, -2_592_000_001, IngestRefusal.HlcInPast, "past", false)]
    [InlineData(IngestRoute.Push, -2_592_000_000, IngestRefusal.None, null, true)]
    public void Stamps_have_bounds(IngestRoute route, long ahead, IngestRefusal expected, string? direction, bool follows)
    {
        var verdict = InboundSamples.Ingest(Spoilt(("hlc", $"\"{Now + ahead}.7\"")), Terms with { Route = route });
        Assert.Equal((expected, direction, direction is null ? null : ahead), (verdict.Refusal, verdict.Anomaly?.Direction, verdict.Anomaly?.SkewMs));
        Assert.Equal(expected == IngestRefusal.None, verdict.Accepted is not null);
        Assert.Equal(follows, verdict.Accepted?.FollowsStamp ?? false);
    }

    [Fact]
    public void A_fact_without_stamp_is_stored_with_a_local_one()
    {
        var verdict = InboundSamples.Ingest(Spoilt(("hlc", "null")));
        Assert.Equal((false, null), (verdict.Accepted!.FollowsStamp, verdict.Anomaly));
    }

    private static void Refuses(IngestRefusal expected, params (string, string)[] changes)
    {
        var verdict = InboundSamples.Ingest(Spoilt(changes));
        Assert.Equal((expected, null, false), (verdict.Refusal, verdict.Accepted, verdict.IsKnown));
    }
}
