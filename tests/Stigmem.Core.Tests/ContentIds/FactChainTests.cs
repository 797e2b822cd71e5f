using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.ContentIds;

public class FactChainTests
{
    private const long Midnight = 1_777_680_000_000_000;
    private static readonly Guid Id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    private static readonly ChainFact Sample = new(
        Id, "default", ContentId.Of(ContentIdVectors.All[0].Body), 1.0, "stigmem://acme.example/user/alice",
        "memory:prefers", FactScope.Local, "agent:assistant", FactValueType.String, "dark mode",
        """[{"fact_id":"é","hash":"sha256:00"}]""", null, "1777680000123.001", InterpretAs.Instruction,
        "2026-12-31",
        new ChainOrigin(7, Midnight + 123_456, "oidc:zoë", "sub|1", "k1", "stigmem://b/n", "stigmem://c/n", """["public"]""", "1777680000100.000"));

    // The four values below were computed with Python's json and hashlib.
    [Fact]
    public void Version_1_equals_the_reference() =>
        Assert.Equal("a293a1c4cbbdaad2c537711d63888731d7d5f66c4adb9c4f97e97d65dde88d3a", Hex(EventV1(Sample)));

    [Fact]
    public void Version_2_has_a_fixed_value() =>
        Assert.Equal("02fccdf0b40726c48b0fe4f2fb58512d11b864ab9c715d7b54fc2349e759011d", Hex(EventV2(Sample)));

    [Fact]
    public void Links_have_fixed_values()
    {
        var first = new byte[32];
        FactChain.LinkV1(EventV1(Sample), 1, Midnight + 123_456, Id, [], "default", first);
        Assert.Equal("0dfb6c7bcfbbe6fceb3c7b6c4c2a11d1a0cebf1b423c4c21dea11cbd41cc9cc7", Hex(first));
        var second = new byte[32];
        FactChain.LinkV2(EventV2(Sample), 2, Midnight + 1_000_000, Id, first, "default", second);
        Assert.Equal("730166f8a6dd9420800c3799b2eac1546f2dc9e6ccd85c4754aad14fbf767d42", Hex(second));
    }

    [Fact]
    public void An_audit_row_has_a_fixed_value() => Assert.Equal(
        "7837987ea68b140740537233415e306326b53d52b167d6b2a96a466b808ddfc2",
        Hex(Audit(new(Id, 9, "default", "key_created", "user:a", null, "agent:x", null, null, """{"a":"ü"}""", Midnight))));

    private static Gen<string?> MaybeText { get; } = Samples.Text(9).Generator.Select(text => (string?)text).Or(Gen.Constant<string?>(null));

    private static Gen<ChainOrigin> ArbitraryOrigins { get; } =
        from seq in Samples.Whole(1, long.MaxValue).Generator
        from at in Samples.Whole(0, Midnight).Generator
        from actor in Samples.Text(9).Generator
        from subject in MaybeText
        from key in MaybeText
        from peer in MaybeText
        from node in MaybeText
        from scopes in MaybeText
        from stamp in MaybeText
        select new ChainOrigin(seq, at, actor, subject, key, peer, node, scopes, stamp);

    private static Arbitrary<ChainFact> Facts { get; } = Arb.From(
        from body in ContentIdTests.Bodies.Generator
        from id in Samples.Ids.Generator
        from tenant in Samples.Text(5).Generator
        from cid in Gen.Elements<ContentId?>(null, Sample.Cid)
        from derived in MaybeText
        from garden in MaybeText
        from hlc in Samples.Text(9).Generator
        from interpretation in Gen.Elements(InterpretAs.Content, InterpretAs.Instruction)
        from until in MaybeText
        from origin in ArbitraryOrigins
        select new ChainFact(
            id, tenant, cid, body.Confidence, body.Entity, body.Relation, body.Scope, body.Source, body.ValueType, body.ValueText,
            derived is null ? null : Encoding.UTF8.GetString(CanonicalJson.WriteUtf8([new(derived, derived)])), garden, hlc, interpretation, until, origin),
        fact => ContentIdTests.Bodies.Shrinker(new FactBody(fact.Entity, fact.Relation, fact.ValueType, fact.ValueText, fact.Source, fact.Confidence, fact.Scope))
            .Select(body => fact with { Entity = body.Entity, Relation = body.Relation, ValueType = body.ValueType, ValueText = body.ValueText, Source = body.Source, Confidence = body.Confidence, Scope = body.Scope }));

    private static Arbitrary<(byte[] Event, byte[] Previous, long Seq, long At, Guid Id, string Tenant)> Links { get; } = Arb.From(
        from hash in Samples.Bytes(32)
        from previous in Samples.Bytes(32).Or(Gen.Constant<byte[]>([]))
        from seq in Samples.Whole(1, long.MaxValue).Generator
        from at in Samples.Whole(0, Midnight).Generator
        from id in Samples.Ids.Generator
        from tenant in Samples.Text(9).Generator
        select (hash, previous, seq, at, id, tenant));

    [Fact]
    public void Event_hashes_equal_the_hash_over_the_generic_writer() => Properties.Holds(1000, Facts, fact =>
    {
        List<KeyValuePair<string, object?>> members =
        [
            new("value_v", fact.ValueText), new("value_type", fact.ValueType.Name()), new("tenant_id", fact.Tenant),
            new("source", fact.Source), new("scope", fact.Scope.Name()), new("relation", fact.Relation),
            new("fact_id", fact.FactId.ToString()), new("entity", fact.Entity), new("confidence", fact.Confidence),
            new("cid", fact.Cid?.ToString()),
        ];
        Assert.Equal(SHA256.HashData(CanonicalJson.WriteUtf8(members)), EventV1(fact));

        using var derived = JsonDocument.Parse(fact.DerivedFromJson ?? "null");
        members.AddRange(
        [
            new("derived_from", derived.RootElement), new("garden_id", fact.GardenId), new("hlc", fact.Hlc),
            new("interpret_as", fact.InterpretAs.Name()), new("received_from", fact.Origin.ReceivedFrom),
            new("valid_until", fact.ValidUntil), new("seq", fact.Origin.Seq), new("actor_uri", fact.Origin.ActorUri),
            new("timestamp", Instants.Format(fact.Origin.TimestampMicroseconds)), new("oidc_sub", fact.Origin.OidcSub),
            new("attested_key_id", fact.Origin.AttestedKeyId), new("origin_node_id", fact.Origin.OriginNodeId),
            new("origin_allowed_scopes", fact.Origin.OriginAllowedScopes), new("origin_hlc", fact.Origin.OriginHlc),
        ]);
        Assert.Equal(SHA256.HashData(CanonicalJson.WriteUtf8(members)), EventV2(fact));
    });

    [Fact]
    public void Links_equal_the_hash_over_the_generic_writer() => Properties.Holds(500, Links, link =>
    {
        var (eventHash, previous, seq, at, id, tenant) = link;
        byte[] v1 = new byte[32], v2 = new byte[32];
        FactChain.LinkV1(eventHash, seq, at, id, previous, tenant, v1);
        FactChain.LinkV2(eventHash, seq, at, id, previous, tenant, v2);
        List<KeyValuePair<string, object?>> members =
        [
            new("tenant_id", tenant), new("previous_hash", previous.Length == 0 ? null : "sha256:" + Hex(previous)),
            new("fact_id", id.ToString()), new("event_hash", "sha256:" + Hex(eventHash)),
            new("created_at", Instants.Format(at)), new("chain_seq", seq),
        ];
        Assert.Equal(SHA256.HashData(CanonicalJson.WriteUtf8(members)), v1);
        members.Add(new("version", 2));
        Assert.Equal(SHA256.HashData(CanonicalJson.WriteUtf8(members)), v2);
    });

    [Fact]
    public void Version_2_covers_what_version_1_leaves_open()
    {
        ChainFact[] changed =
        [
            Sample with { DerivedFromJson = null }, Sample with { GardenId = "" }, Sample with { Hlc = "1777680000123.002" },
            Sample with { InterpretAs = InterpretAs.Content }, Sample with { ValidUntil = null },
            Sample with { DerivedFromJson = "[tampered" },
            .. Origins().Select(origin => Sample with { Origin = origin }),
        ];
        Assert.All(changed, fact => Assert.Equal(Hex(EventV1(Sample)), Hex(EventV1(fact))));
        Assert.Equal(changed.Length + 1, changed.Append(Sample).Select(fact => Hex(EventV2(fact))).Distinct().Count());
    }

    private static IEnumerable<ChainOrigin> Origins()
    {
        var origin = Sample.Origin;
        return
        [
            origin with { Seq = 8 }, origin with { TimestampMicroseconds = Midnight }, origin with { ActorUri = "agent:x" },
            origin with { OidcSub = null }, origin with { OidcSub = "" }, origin with { AttestedKeyId = null },
            origin with { ReceivedFrom = null }, origin with { OriginNodeId = null }, origin with { OriginAllowedScopes = null },
            origin with { OriginHlc = null },
        ];
    }

    private static byte[] EventV1(in ChainFact fact)
    {
        var hash = new byte[32];
        FactChain.EventHashV1(fact, hash);
        return hash;
    }

    private static byte[] EventV2(in ChainFact fact)
    {
        var hash = new byte[32];
        FactChain.EventHashV2(fact, hash);
        return hash;
    }

    private static byte[] Audit(in ChainAuditEvent row)
    {
        var hash = new byte[32];
        FactChain.AuditEventHash(row, hash);
        return hash;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
