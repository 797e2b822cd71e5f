using System.Text;
using System.Text.Json.Nodes;
using Stigmem.Core.Capabilities;
using Stigmem.Core.Faults;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Core.Tests.Manifests;
using Stigmem.Core.Tests.Signatures;

namespace Stigmem.Core.Tests.Capabilities;

public sealed class CapabilityTests : IDisposable
{
    private const string Acme = ManifestSamples.Acme;
    private const string Bot = ManifestSamples.Bot;
    private const string TokenId = "11111111-2222-4333-8444-555555555555";
    private const long Now = ManifestSamples.Issued;
    private const long Second = 1_000_000;
    private const long Day = ManifestSamples.Day;

    private static readonly string Nonce = new('0', 64);
    private static readonly CapabilityGrant Grant = new(Acme, Bot, "write", "stigmem://facts/scope:public", 3600);

    private readonly Ed25519Signer _signer = ContractKey.Signer();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void Issues_the_vector_of_the_contract()
    {
        var token = Issue(Grant);
        const string Body = """{"expiry":"2026-05-02T01:00:00+00:00","issued_at":"2026-05-02T00:00:00+00:00","issuer":"https://acme.example","nonce":"0000000000000000000000000000000000000000000000000000000000000000","object":"stigmem://facts/scope:public","subject":"stigmem://acme.example/agent/bot","token_id":"11111111-2222-4333-8444-555555555555","token_version":1,"verb":"write"}""";
        const string Signature = "uRxn14GlUZjAKxa2x0F6q73oED7zGc3C075wPF465S237XmHMh2AooQdLOLPSRj4oP0wfn55nBBFhj6SkuQ8BQ";
        Assert.Equal(Body, Encoding.UTF8.GetString(token.SignedBytes));
        Assert.Equal(Signature, token.Signature);
        Assert.Equal(Body.Replace(",\"subject\"", $",\"signature\":\"{Signature}\",\"subject\"", StringComparison.Ordinal), token.ToJson());
    }

    [Fact]
    public void A_token_survives_its_journey_and_holds_on_another_node()
    {
        Assert.True(CapabilityToken.TryParse(Issue(Grant).ToJson(), out var token));
        Assert.Equal(
            (TokenId, Acme, Bot, "write", "stigmem://facts/scope:public", Nonce),
            (token.TokenId, token.Issuer, token.Subject, token.Verb, token.Object, token.Nonce));
        Assert.Equal(("2026-05-02T00:00:00+00:00", "2026-05-02T01:00:00+00:00"), (token.IssuedAt, token.Expiry));
        Assert.Equal(TokenId, token.ToString());
        Assert.Equal(CapabilityFault.None, Judge(token));
    }

    [Fact]
    public void Refuses_to_issue_what_would_not_hold()
    {
        Refuses(Grant with { Issuer = "" }, FaultCode.ValidationFailed);
        Refuses(Grant with { Subject = "" }, FaultCode.ValidationFailed);
        Refuses(Grant with { Verb = "" }, FaultCode.ValidationFailed);
        Refuses(Grant with { Object = "" }, FaultCode.ValidationFailed);
        Refuses(Grant with { Verb = "delete" }, FaultCode.ValidationFailed);
        Refuses(Grant with { TtlSeconds = 0 }, FaultCode.ValidationFailed);
        Refuses(Grant with { TtlSeconds = 7_776_001 }, FaultCode.ValidationFailed);
        Refuses(Grant with { Object = "x\uD800" }, FaultCode.ValidationFailed);
        Refuses(Grant with { Issuer = Bot }, FaultCode.NotOwner);
        Refuses(Grant with { Subject = Bot + "2" }, FaultCode.NotOwner);
        Refuses(Grant, FaultCode.Unprocessable, manifest: null);
        Refuses(Grant, FaultCode.Unprocessable, ManifestSamples.Vector with { EntityUri = "https://other" });
        Refuses(Grant, FaultCode.Unprocessable, ManifestSamples.Vector with { PublicKey = ManifestSamples.Key(1) });
        Assert.Equal(CapabilityFault.None, Judge(Issue(Grant with { TtlSeconds = 7_776_000 })));
    }

    [Fact]
    public void Every_verb_of_the_contract_can_be_issued() => Assert.All(
        ["read", "write", "admin", "federate", "subscribe", "tombstone:read", "tombstone:write"],
        verb => Assert.Equal(verb, Issue(Grant with { Verb = verb }).Verb));

    /// <summary>Scenario F18, for every member.</summary>
    [Theory]
    [InlineData("verb", "\"admin\"")]
    [InlineData("object", "\"stigmem://facts\"")]
    [InlineData("expiry", "\"2026-05-03T01:00:00+00:00\"")]
    [InlineData("issued_at", "\"2026-05-01T00:00:00+00:00\"")]
    [InlineData("subject", "\"https://acme.example\"")]
    [InlineData("nonce", "\"1\"")]
    [InlineData("token_id", "\"2\"")]
    [InlineData("signature", "\"AA\"")]
    [InlineData("signature", "\"?\"")]
    [InlineData("extra", "1")]
    public void A_member_that_was_changed_breaks_the_signature(string member, string value) =>
        Assert.Equal(CapabilityFault.Invalid, Judge(Parsed(Changed(member, value))));

    [Theory]
    [InlineData("token_version", "2")]
    [InlineData("token_version", "1.0")]
    [InlineData("token_version", "true")]
    [InlineData("token_version", "\"1\"")]
    [InlineData("token_version", null)]
    [InlineData("issuer", null)]
    [InlineData("subject", null)]
    [InlineData("expiry", null)]
    [InlineData("token_id", null)]
    [InlineData("signature", null)]
    [InlineData("verb", null)]
    [InlineData("object", null)]
    [InlineData("issued_at", null)]
    [InlineData("nonce", null)]
    [InlineData("issuer", "\"\"")]
    [InlineData("verb", "[\"write\"]")]
    [InlineData("expiry", "1777680000")]
    public void A_token_of_another_shape_is_none(string member, string? value) =>
        Assert.False(CapabilityToken.TryParse(Changed(member, value), out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Text_of_another_kind_is_none(string? json) => Assert.False(CapabilityToken.TryParse(json, out _));

    [Fact]
    public void Repeated_members_long_texts_and_bad_Unicode_are_none()
    {
        var json = Issue(Grant).ToJson();
        Assert.False(CapabilityToken.TryParse(json.Insert(1, "\"verb\":\"write\","), out _));
        Assert.True(CapabilityToken.TryParse(json.PadRight(CapabilityToken.LongestText), out _));
        Assert.False(CapabilityToken.TryParse(json.PadRight(CapabilityToken.LongestText + 1), out _));
        Assert.False(CapabilityToken.TryParse(json.Replace("\"write\"", "\"\\ud800\"", StringComparison.Ordinal), out _));
        Assert.False(CapabilityToken.TryParse(json.Insert(1, "\"x\":\"\\ud800\","), out _));
    }

    /// <summary>What was signed with more members than we know is covered whole, such as the specification's key_id.</summary>
    [Fact]
    public void Members_beyond_those_known_are_covered()
    {
        var body = JsonNode.Parse(Encoding.UTF8.GetString(Issue(Grant).SignedBytes))!.AsObject();
        body["key_id"] = ContractKey.KeyId;
        var sorted = new JsonObject([.. body.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))]);
        var bytes = Encoding.UTF8.GetBytes(sorted.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        sorted["signature"] = Base64Url.Encode(_signer.Sign(bytes));
        Assert.Equal(CapabilityFault.None, Judge(Parsed(sorted.ToJsonString())));
    }

    [Fact]
    public void The_manifest_decides()
    {
        var token = Issue(Grant);
        var manifest = ManifestSamples.Vector;
        Assert.Equal(CapabilityFault.Invalid, CapabilityCheck.Judge(token, null, RevocationState.Live, strict: false, Now));
        Assert.Equal(CapabilityFault.Invalid, Judge(token, ManifestSamples.Signed(manifest with { EntityUri = "https://other" }, 0)));
        Assert.Equal(CapabilityFault.Invalid, Judge(token, manifest with { Signature = "" }));
        Assert.Equal(CapabilityFault.Invalid, Judge(token, ManifestSamples.Signed(manifest with { Entities = [Acme] }, 0)));
        Assert.Equal(CapabilityFault.Invalid, Judge(token, ManifestSamples.Signed(manifest, 1)));
        Assert.Equal(CapabilityFault.Invalid, Judge(token, ManifestSamples.Signed(manifest with { IssuedAt = ManifestSamples.At(-2), ExpiresAt = ManifestSamples.At(0) }, 0)));
        var long2 = ManifestSamples.Signed(manifest with { ExpiresAt = ManifestSamples.At(500) }, 0);
        Assert.Equal(CapabilityFault.None, Judge(token, long2));
        Assert.Equal(CapabilityFault.Invalid, Judge(token, long2, strict: true));
    }

    [Fact]
    public void A_token_of_a_retired_key_holds_for_ninety_days()
    {
        var token = Issue(Grant with { TtlSeconds = CapabilityIssuer.LongestTtlSeconds });
        var manifest = ManifestSamples.Rotated(0);
        var early = ManifestSamples.Rotated(-10);
        Assert.Equal(CapabilityFault.None, Judge(token, manifest, now: Now + 90 * Day - 1));
        Assert.Equal(CapabilityFault.None, Judge(token, early, now: Now + 80 * Day - 1));
        Assert.Equal(CapabilityFault.Invalid, Judge(token, early, now: Now + 80 * Day));
    }

    [Fact]
    public void A_token_ends_at_its_expiry()
    {
        var token = Issue(Grant);
        Assert.Equal(CapabilityFault.None, Judge(token, now: Now + 3600 * Second - 1));
        Assert.Equal(CapabilityFault.Expired, Judge(token, now: Now + 3600 * Second));
        Assert.Equal(CapabilityFault.Expired, Judge(token, state: RevocationState.Revoked, now: Now + 3600 * Second));
    }

    [Theory]
    [InlineData("2026-05-02T00:00:00Z", "2026-07-31T00:00:00Z", CapabilityFault.None)]
    [InlineData("2026-05-02T00:00:00Z", "2026-07-31T00:00:00.000001Z", CapabilityFault.Invalid)]
    [InlineData("?", "2026-07-31T00:00:00Z", CapabilityFault.Invalid)]
    [InlineData("2026-05-02T00:00:00Z", "?", CapabilityFault.Invalid)]
    public void Nobody_signs_for_longer_than_ninety_days(string issued, string expiry, CapabilityFault expected)
    {
        var body = $$"""{"expiry":"{{expiry}}","issued_at":"{{issued}}","issuer":"{{Acme}}","nonce":"n","object":"o","subject":"{{Bot}}","token_id":"t","token_version":1,"verb":"write"}""";
        var signature = Base64Url.Encode(_signer.Sign(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(expected, Judge(Parsed(body.Insert(1, $"\"signature\":\"{signature}\","))));
    }

    [Theory]
    [InlineData(RevocationState.Live, false, CapabilityFault.None)]
    [InlineData(RevocationState.Live, true, CapabilityFault.None)]
    [InlineData(RevocationState.Unknown, false, CapabilityFault.None)]
    [InlineData(RevocationState.Unknown, true, CapabilityFault.Invalid)]
    [InlineData(RevocationState.Revoked, false, CapabilityFault.Revoked)]
    [InlineData(RevocationState.Revoked, true, CapabilityFault.Revoked)]
    public void Strict_trust_wants_to_know_about_revocations(RevocationState state, bool strict, CapabilityFault expected) =>
        Assert.Equal(expected, Judge(Issue(Grant), state: state, strict: strict));

    [Fact]
    public void A_revocation_is_signed_by_the_issuer_and_comes_from_a_party()
    {
        var token = Issue(Grant);
        var revocation = new CapabilityRevocation(TokenId, Bot, "2026-05-02T00:30:00+00:00", "lost");
        Assert.Equal(
            """{"reason":"lost","revoked_at":"2026-05-02T00:30:00+00:00","revoked_by":"stigmem://acme.example/agent/bot","token_id":"11111111-2222-4333-8444-555555555555"}""",
            Encoding.UTF8.GetString(revocation.SignedBytes()));
        Assert.Contains("\"reason\":null", Encoding.UTF8.GetString((revocation with { Reason = null }).SignedBytes()), StringComparison.Ordinal);
        Assert.True(Ends(revocation, token));
        Assert.True(Ends(revocation with { RevokedBy = Acme }, token));
        Assert.True(Ends(revocation, token, ManifestSamples.Rotated(0)));
        Assert.False(Ends(revocation, token, ManifestSamples.Rotated(-90)));
        Assert.False(Ends(revocation with { RevokedBy = "https://other" }, token));
        Assert.False(Ends(revocation with { TokenId = "x" }, token));
        Assert.False(Ends(revocation, token, ManifestSamples.Vector with { EntityUri = "https://other" }));
        Assert.False(Ends(revocation, token, ManifestSamples.Vector with { PublicKey = "?" }));
        var signature = revocation.Sign(_signer);
        Assert.False((revocation with { Reason = "x" }).Ends(token, signature, ManifestSamples.Vector, Now));
        Assert.False((revocation with { RevokedAt = "x" }).Ends(token, signature, ManifestSamples.Vector, Now));
        Assert.False((revocation with { Reason = "\uD800" }).Ends(token, signature, ManifestSamples.Vector, Now));
        Assert.False(revocation.Ends(token, null, ManifestSamples.Vector, Now));
    }

    [Theory]
    [InlineData("stigmem://facts", "company,local,public,team")]
    [InlineData("stigmem://facts/scope:public", "public")]
    [InlineData("stigmem://facts/scope:company", "company")]
    [InlineData("stigmem://facts/scope:", "")]
    [InlineData("stigmem://facts/scope:Public", "")]
    [InlineData("stigmem://facts/", "")]
    [InlineData("stigmem://factsx", "")]
    [InlineData("stigmem://intents", "")]
    public void An_object_covers_exactly_what_it_says(string @object, string scopes) =>
        Assert.Equal(scopes, CapabilityObject.Scopes(@object).ToString());

    [Fact]
    public void A_verb_allows_exactly_its_actions()
    {
        var allowed = from action in Enum.GetValues<CapabilityAction>()
                      from verb in CapabilityVerbs.All
                      where CapabilityVerbs.Allows(verb, action)
                      select $"{action} {verb}";
        Assert.Equal(
            ["PushFacts write", "ReadTombstones admin", "ReadTombstones tombstone:read", "WriteTombstones write", "WriteTombstones tombstone:write"],
            allowed);
        Assert.Throws<ArgumentOutOfRangeException>(() => CapabilityVerbs.Allows("read", (CapabilityAction)9));
    }

    [Fact]
    public void Reasons_are_those_of_the_reference()
    {
        Assert.Equal(["token_invalid", "token_expired", "token_revoked"], Enum.GetValues<CapabilityFault>().Skip(1).Select(fault => fault.Reason()));
        Assert.Throws<ArgumentOutOfRangeException>(() => CapabilityFault.None.Reason());
    }

    private bool Ends(CapabilityRevocation revocation, CapabilityToken token, OrgManifest? manifest = null) =>
        revocation.Ends(token, revocation.Sign(_signer), manifest ?? ManifestSamples.Vector, Now);

    private CapabilityToken Issue(in CapabilityGrant grant)
    {
        Assert.True(CapabilityIssuer.Issue(grant, Acme, ManifestSamples.Vector, _signer, TokenId, Nonce, Now).TryGet(out var token, out _));
        return token;
    }

    private void Refuses(in CapabilityGrant grant, FaultCode expected) => Refuses(grant, expected, ManifestSamples.Vector);

    private void Refuses(in CapabilityGrant grant, FaultCode expected, OrgManifest? manifest)
    {
        Assert.False(CapabilityIssuer.Issue(grant, Acme, manifest, _signer, TokenId, Nonce, Now).TryGet(out _, out var fault));
        Assert.Equal(expected, fault.Code);
    }

    private string Changed(string member, string? value)
    {
        var json = JsonNode.Parse(Issue(Grant).ToJson())!.AsObject();
        json.Remove(member);
        if (value is not null)
            json[member] = JsonNode.Parse(value);
        return json.ToJsonString();
    }

    private static CapabilityToken Parsed(string json)
    {
        Assert.True(CapabilityToken.TryParse(json, out var token));
        return token;
    }

    private static CapabilityFault Judge(
        CapabilityToken token, OrgManifest? manifest = null, RevocationState state = RevocationState.Live, bool strict = false, long now = Now) =>
        CapabilityCheck.Judge(token, manifest ?? ManifestSamples.Vector, state, strict, now);
}
