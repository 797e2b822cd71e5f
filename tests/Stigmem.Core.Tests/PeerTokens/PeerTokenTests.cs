using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Core.Tests.Signatures;

namespace Stigmem.Core.Tests.PeerTokens;

public sealed class PeerTokenTests : IDisposable
{
    private const string NodeA = "stigmem://acme.example/node-a";
    private const string NodeB = "stigmem://beta.example/node-b";
    private const string Nonce = "6f1c2f0e-2f0b-4a53-9d65-0c8f0e6b7a11";
    private const long Now = 1_777_680_000_000;
    private const long Hour = 3_600_000;
    private const long Leeway = 30_000;

    private readonly Ed25519Signer _signer = ContractKey.Signer();
    private readonly Ed25519Verifier _key = ContractKey.Verifier();
    private readonly PeerTokenCheck _check = new(NodeB, PeerTokenLimits.Default);

    public void Dispose()
    {
        _signer.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void Mints_the_vector_of_the_contract()
    {
        var parts = Mint(Now).Split('.');
        Assert.Equal("""{"alg":"EdDSA","typ":"JWT"}""", Decode(parts[0]));
        Assert.Equal(
            """{"iss":"stigmem://acme.example/node-a","sub":"stigmem://beta.example/node-b","iat":1777680000000,"exp":1777683600000,"nonce":"6f1c2f0e-2f0b-4a53-9d65-0c8f0e6b7a11","scopes":["company","public"]}""",
            Decode(parts[1]));
        Assert.Equal("tEWidczCy9mSwhs2JDdlDv240W1uyazuuMBjGyQsU7-wn_2BwpPFVuYLZpPXO5txQ86IUeuwRjLOzLh3N3BbAQ", parts[2]);
    }

    [Fact]
    public void Accepts_what_it_mints_and_hands_the_nonce_on()
    {
        Assert.Equal(PeerTokenFault.None, Judge(Mint(Now), out var verified));
        Assert.Equal((NodeA, Now, "company,public"), (verified.NodeId, verified.IssuedAtMs, verified.Scopes.ToString()));
        Assert.Equal(new NonceClaim(NodeA, Nonce, Now + Hour + Leeway), verified.Nonce);
    }

    [Fact]
    public void A_nonce_outlives_its_token_even_within_the_leeway()
    {
        Assert.Equal(PeerTokenFault.None, Judge(Token(Claims(exp: Now - Leeway + 1)), out var verified));
        Assert.Equal(Now + 300_000, verified.Nonce.KeepUntilMs);
        Assert.Equal(PeerTokenFault.None, Judge(Token(Claims(exp: Now + 299_000)), out verified));
        Assert.Equal(Now + 299_000 + Leeway, verified.Nonce.KeepUntilMs);
    }

    [Fact]
    public void Refuses_when_any_character_changes()
    {
        var token = Mint(Now);
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var letter in "AB.=")
            {
                if (token[i] == letter)
                    continue;
                var tampered = string.Concat(token.AsSpan(0, i), [letter], token.AsSpan(i + 1));
                Assert.NotEqual(PeerTokenFault.None, Judge(tampered, out _));
            }
        }
    }

    [Theory]
    [InlineData(null, PeerTokenFault.Required)]
    [InlineData("", PeerTokenFault.Required)]
    [InlineData("x", PeerTokenFault.Malformed)]
    [InlineData("e30.e30.", PeerTokenFault.Malformed)]
    public void Says_when_there_is_no_token(string? bearer, PeerTokenFault expected)
    {
        Assert.False(PeerToken.TryRead(bearer, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("""{"iss":"a","iss":"a"}""")]
    [InlineData("""{"iss":"a","nonce":"1","nonce":"2"}""")]
    [InlineData("""{"iss":"\ud800"}""")]
    [InlineData("""{"iss":"a","deep":[[[[[[[[[1]]]]]]]]]}""")]
    public void A_payload_that_cannot_be_read_is_malformed(string payload)
    {
        Assert.False(PeerToken.TryRead(Token(payload), out _, out var fault));
        Assert.Equal(PeerTokenFault.Malformed, fault);
    }

    [Fact]
    public void Padding_and_length_are_malformed()
    {
        Assert.False(PeerToken.TryRead(Mint(Now) + "==", out _, out var fault));
        Assert.Equal(PeerTokenFault.Malformed, fault);
        Assert.False(PeerToken.TryRead(Token(Claims(more: $",\"x\":\"{new string('a', 8000)}\"")), out _, out fault));
        Assert.Equal(PeerTokenFault.Malformed, fault);
    }

    [Fact]
    public void Names_the_issuer_for_the_lookup_and_nothing_for_one_that_is_no_text()
    {
        Assert.True(PeerToken.TryRead(Mint(Now), out var token, out _));
        Assert.Equal(NodeA, token.Issuer);
        Assert.True(PeerToken.TryRead(Token("""{"iss":7}"""), out token, out _));
        Assert.Equal("", token.Issuer);
        Assert.Equal(PeerTokenFault.NotRegistered, _check.Judge(token, null, Now, out _));
    }

    [Fact]
    public void Checks_in_the_order_of_the_contract()
    {
        // Everything is wrong with this token; each repair uncovers the next fault.
        using var other = ContractKey.Signer(9);
        PeerKeys? peer = null;
        Assert.Equal(PeerTokenFault.NotRegistered, Judge("NODE-A", peer, sub: "x", iat: Now + Hour, exp: 1, nbf: Now + Hour, nonce: null, signer: other));
        peer = new PeerKeys(NodeA, PeerStatus.PendingApproval, [_key]);
        Assert.Equal(PeerTokenFault.NotApproved, Judge("NODE-A", peer, sub: "x", iat: Now + Hour, exp: 1, nbf: Now + Hour, nonce: null, signer: other));
        peer = peer with { Status = PeerStatus.Active };
        Assert.Equal(PeerTokenFault.InvalidSignature, Judge("NODE-A", peer, sub: "x", iat: Now + Hour, exp: 1, nbf: Now + Hour, nonce: null, signer: other));
        Assert.Equal(PeerTokenFault.Expired, Judge("NODE-A", peer, sub: "x", iat: Now + Hour, exp: 1, nbf: Now + Hour, nonce: null));
        Assert.Equal(PeerTokenFault.InvalidSubject, Judge("NODE-A", peer, sub: "x", iat: Now + Hour, exp: Now + 9 * Hour, nbf: Now + Hour, nonce: null));
        Assert.Equal(PeerTokenFault.InvalidIssuer, Judge("NODE-A", peer, iat: Now + Hour, exp: Now + 9 * Hour, nbf: Now + Hour, nonce: null));
        Assert.Equal(PeerTokenFault.IssuedInFuture, Judge(NodeA, peer, iat: Now + Hour, exp: Now + 9 * Hour, nbf: Now + Hour, nonce: null));
        Assert.Equal(PeerTokenFault.IssuedTooLongAgo, Judge(NodeA, peer, iat: 0, exp: Now + 9 * Hour, nbf: Now + Hour, nonce: null));
        Assert.Equal(PeerTokenFault.NotYetValid, Judge(NodeA, peer, exp: Now + 9 * Hour, nbf: Now + Hour, nonce: null));
        Assert.Equal(PeerTokenFault.InvalidToken, Judge(NodeA, peer, exp: Now + 9 * Hour, nonce: null));
        Assert.Equal(PeerTokenFault.MissingNonce, Judge(NodeA, peer, nonce: null));
        Assert.Equal(PeerTokenFault.MissingNonce, Judge(NodeA, peer, nonce: "\"\""));
        Assert.Equal(PeerTokenFault.None, Judge(NodeA, peer));
    }

    [Theory]
    [InlineData(PeerStatus.PendingVerification)]
    [InlineData(PeerStatus.PendingApproval)]
    [InlineData(PeerStatus.Rejected)]
    [InlineData(PeerStatus.Revoked)]
    [InlineData(PeerStatus.PendingTlProof)]
    public void Only_an_active_peer_gets_in(PeerStatus status) =>
        Assert.Equal(PeerTokenFault.NotApproved, Judge(NodeA, new PeerKeys(NodeA, status, [_key])));

    [Theory]
    [InlineData(0, Hour, null, PeerTokenFault.None)]
    [InlineData(0, -Leeway, null, PeerTokenFault.None)]
    [InlineData(0, -Leeway - 1, null, PeerTokenFault.Expired)]
    [InlineData(Leeway, Hour, null, PeerTokenFault.None)]
    [InlineData(Leeway + 1, Hour, null, PeerTokenFault.IssuedInFuture)]
    [InlineData(-24 * Hour, -24 * Hour + Hour, null, PeerTokenFault.Expired)]
    [InlineData(0, Hour + Leeway, null, PeerTokenFault.None)]
    [InlineData(0, Hour + Leeway + 1, null, PeerTokenFault.InvalidToken)]
    [InlineData(-24 * Hour, Hour, null, PeerTokenFault.InvalidToken)]
    [InlineData(-24 * Hour - 1, Hour, null, PeerTokenFault.IssuedTooLongAgo)]
    [InlineData(0, Hour, Leeway, PeerTokenFault.None)]
    [InlineData(0, Hour, Leeway + 1, PeerTokenFault.NotYetValid)]
    [InlineData(0, Hour, -Hour, PeerTokenFault.None)]
    public void Times_are_exact_to_the_millisecond(long iat, long exp, long? nbf, PeerTokenFault expected) =>
        Assert.Equal(expected, Judge(NodeA, Peer, iat: Now + iat, exp: Now + exp, nbf: Now + nbf));

    [Fact]
    public void Times_in_seconds_have_expired() =>
        Assert.Equal(PeerTokenFault.Expired, Judge(NodeA, Peer, iat: Now / 1000, exp: (Now + Hour) / 1000));

    [Theory]
    [InlineData("\"exp\":1777683600000", "\"exp\":true")]
    [InlineData("\"exp\":1777683600000", "\"exp\":1777683600000.0")]
    [InlineData("\"exp\":1777683600000", "\"exp\":1.7776836e12")]
    [InlineData("\"exp\":1777683600000", "\"exp\":\"1777683600000\"")]
    [InlineData("\"exp\":1777683600000", "\"exp\":null")]
    [InlineData("\"exp\":1777683600000", "\"exp\":9223372036854775808")]
    [InlineData("\"exp\":1777683600000", "\"exp\":1e999")]
    [InlineData("\"exp\":1777683600000", "\"xp\":1")]
    [InlineData("\"iat\":1777680000000", "\"iat\":true")]
    [InlineData("\"iat\":1777680000000", "\"iat\":1777680000000.5")]
    [InlineData("\"iat\":1777680000000", "\"iat\":[1777680000000]")]
    [InlineData("\"iat\":1777680000000", "\"at\":1")]
    [InlineData("\"iat\"", "\"nbf\":false,\"iat\"")]
    [InlineData("\"iat\"", "\"nbf\":1.0,\"iat\"")]
    [InlineData("\"nonce\":\"6f1c2f0e-2f0b-4a53-9d65-0c8f0e6b7a11\"", "\"nonce\":7")]
    [InlineData("\"nonce\":\"6f1c2f0e-2f0b-4a53-9d65-0c8f0e6b7a11\"", "\"nonce\":[\"a\"]")]
    [InlineData("[\"company\",\"public\"]", "\"company\"")]
    [InlineData("[\"company\",\"public\"]", "[\"company\",1]")]
    public void A_claim_of_another_type_is_invalid(string good, string bad) =>
        Assert.Equal(PeerTokenFault.InvalidToken, Judge(Token(Claims().Replace(good, bad, StringComparison.Ordinal)), out _));

    [Theory]
    [InlineData("\"iat\":1777680000000", "\"iat\":9223372036854775807", PeerTokenFault.IssuedInFuture)]
    [InlineData("\"iat\":1777680000000", "\"iat\":-9223372036854775808", PeerTokenFault.IssuedTooLongAgo)]
    [InlineData("\"exp\":1777683600000", "\"exp\":9223372036854775807", PeerTokenFault.InvalidToken)]
    [InlineData("\"exp\":1777683600000", "\"exp\":-9223372036854775808", PeerTokenFault.Expired)]
    [InlineData("\"iat\"", "\"nbf\":9223372036854775807,\"iat\"", PeerTokenFault.NotYetValid)]
    [InlineData("\"iat\"", "\"nbf\":null,\"iat\"", PeerTokenFault.None)]
    [InlineData("\"sub\":\"stigmem://beta.example/node-b\"", "\"sub\":null", PeerTokenFault.InvalidSubject)]
    [InlineData("\"nonce\":\"6f1c2f0e-2f0b-4a53-9d65-0c8f0e6b7a11\"", "\"nonce\":null", PeerTokenFault.MissingNonce)]
    public void No_number_is_so_large_that_it_passes(string good, string bad, PeerTokenFault expected) =>
        Assert.Equal(expected, Judge(Token(Claims().Replace(good, bad, StringComparison.Ordinal)), out _));

    [Fact]
    public void A_nonce_is_short()
    {
        Assert.Equal(PeerTokenFault.None, Judge(NodeA, Peer, nonce: $"\"{new string('n', 128)}\""));
        Assert.Equal(PeerTokenFault.InvalidToken, Judge(NodeA, Peer, nonce: $"\"{new string('n', 129)}\""));
    }

    [Theory]
    [InlineData(",\"scopes\":[\"company\",\"public\"]", "")]
    [InlineData("[\"company\",\"public\"]", "null")]
    [InlineData("[\"company\",\"public\"]", "[]")]
    [InlineData("[\"company\",\"public\"]", "[\"all\"]")]
    public void Without_scopes_a_token_holds_and_grants_nothing(string good, string bad)
    {
        Assert.Equal(PeerTokenFault.None, Judge(Token(Claims().Replace(good, bad, StringComparison.Ordinal)), out var verified));
        Assert.True(verified.Scopes.IsEmpty);
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"eddsa"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"EdDSA","crit":["b64"],"b64":false}""")]
    public void Another_algorithm_or_extension_is_invalid(string header)
    {
        Assert.Equal(PeerTokenFault.InvalidToken, Judge(Token(Claims(), header), out _));
        Assert.Equal(PeerTokenFault.InvalidToken, Judge(Unsigned(Claims(), header) + ".", out _));
    }

    [Fact]
    public void The_public_key_is_no_shared_secret()
    {
        Assert.True(Base64Url.TryDecode(ContractKey.PublicText, out var secret));
        var content = Unsigned(Claims(), """{"alg":"HS256","typ":"JWT"}""");
        var forged = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content));
        Assert.Equal(PeerTokenFault.InvalidToken, Judge($"{content}.{Base64Url.Encode(forged)}", out _));
    }

    [Fact]
    public void A_key_id_in_the_header_changes_nothing() =>
        Assert.Equal(PeerTokenFault.None, Judge(Token(Claims(), """{"alg":"EdDSA","kid":"any"}"""), out _));

    [Fact]
    public void While_a_key_changes_both_are_good()
    {
        using var next = ContractKey.Verifier(5);
        Assert.Equal(PeerTokenFault.None, Judge(NodeA, new PeerKeys(NodeA, PeerStatus.Active, [next, _key])));
        Assert.Equal(PeerTokenFault.InvalidSignature, Judge(NodeA, new PeerKeys(NodeA, PeerStatus.Active, [next])));
        Assert.Equal(PeerTokenFault.InvalidSignature, Judge(NodeA, new PeerKeys(NodeA, PeerStatus.Active, [])));
    }

    [Fact]
    public void The_texts_and_audit_events_are_those_of_the_reference()
    {
        Assert.Equal(
            [
                "peer token required", "malformed token", "peer not registered", "peer_not_approved", "invalid_signature", "invalid_token",
                "token_expired", "invalid_sub", "invalid_iss", "iat_in_future", "iat_too_old", "nbf_in_future", "missing_nonce",
                "peer certificate URI SAN does not match node_id", "nonce_already_seen",
            ],
            Enum.GetValues<PeerTokenFault>().Skip(1).Select(fault => fault.Detail()));
        Assert.Throws<ArgumentOutOfRangeException>(() => PeerTokenFault.None.Detail());
        Assert.Equal(
            [null, null, null, .. Enumerable.Repeat("rejected_token", 11), "san_mismatch", "replay_attempt"],
            Enum.GetValues<PeerTokenFault>().Select(fault => fault.AuditEvent()));
    }

    private PeerKeys Peer => new(NodeA, PeerStatus.Active, [_key]);

    private PeerTokenFault Judge(
        string issuer, PeerKeys? peer, string sub = NodeB, long iat = Now, long exp = Now + Hour, long? nbf = null,
        string? nonce = $"\"{Nonce}\"", Ed25519Signer? signer = null)
    {
        var claims = Claims(issuer, sub, iat, exp, nonce, nbf is { } at ? $",\"nbf\":{at.ToString(CultureInfo.InvariantCulture)}" : "");
        Assert.True(PeerToken.TryRead(Token(claims, signer: signer), out var token, out _));
        return _check.Judge(token, peer, Now, out _);
    }

    private PeerTokenFault Judge(string text, out VerifiedPeerToken verified)
    {
        verified = default;
        return PeerToken.TryRead(text, out var token, out var fault) ? _check.Judge(token, Peer, Now, out verified) : fault;
    }

    private string Mint(long now) => new PeerTokenMint(_signer).Mint(new PeerTokenClaims(NodeA, NodeB, now, Nonce, ["company", "public"]));

    private static string Claims(
        string iss = NodeA, string sub = NodeB, long iat = Now, long exp = Now + Hour, string? nonce = $"\"{Nonce}\"", string more = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"iss":"{{iss}}","sub":"{{sub}}","iat":{{iat}},"exp":{{exp}}{{(nonce is null ? "" : $",\"nonce\":{nonce}")}},"scopes":["company","public"]{{more}}}""");

    private static string Unsigned(string payload, string header) =>
        $"{Base64Url.Encode(Encoding.UTF8.GetBytes(header))}.{Base64Url.Encode(Encoding.UTF8.GetBytes(payload))}";

    private string Token(string payload, string header = """{"alg":"EdDSA","typ":"JWT"}""", Ed25519Signer? signer = null)
    {
        var content = Unsigned(payload, header);
        return $"{content}.{Base64Url.Encode((signer ?? _signer).Sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Decode(string part)
    {
        Assert.True(Base64Url.TryDecode(part, out var bytes));
        return Encoding.UTF8.GetString(bytes);
    }
}
