using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Tests.Signatures;

public sealed class JwsVerifierTests
{
    private const string ClaimsPart = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /// <summary>RFC 7515, appendix A.2.</summary>
    private const string RsaKey =
        """{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}""";

    private const string RsaToken =
        "eyJhbGciOiJSUzI1NiJ9." + ClaimsPart + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    /// <summary>RFC 7515, appendix A.3.</summary>
    private const string EllipticKey =
        """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    private const string EllipticToken =
        "eyJhbGciOiJFUzI1NiJ9." + ClaimsPart + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    /// <summary>RFC 8037, appendix A.4.</summary>
    private const string EdwardsKey =
        """{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";

    private const string EdwardsToken =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    private static readonly JwsVerifier Verifier = new(JwsAlgorithms.All);

    [Theory]
    [InlineData(RsaKey, RsaToken, "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}")]
    [InlineData(EllipticKey, EllipticToken, "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}")]
    [InlineData(EdwardsKey, EdwardsToken, "Example of Ed25519 signing")]
    public void Verifies_the_vectors_of_the_RFCs(string key, string token, string expected)
    {
        Assert.True(Verifier.TryVerify(token, Keys(key), out var payload, out var fault));
        Assert.Equal(JwsFault.None, fault);
        Assert.Equal(expected, Encoding.UTF8.GetString(payload));
    }

    [Theory]
    [InlineData(RsaKey, RsaToken)]
    [InlineData(EllipticKey, EllipticToken)]
    [InlineData(EdwardsKey, EdwardsToken)]
    public void Refuses_when_any_character_changes(string key, string token)
    {
        var keys = Keys(key);
        for (var i = 0; i < token.Length; i++)
        {
            var tampered = token.ToCharArray();
            tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
            Assert.False(Verifier.TryVerify(new string(tampered), keys, out _, out _), $"character {i}");
        }
    }

    [Fact]
    public void Verifies_PS256_and_takes_the_padding_from_a_key_that_names_it()
    {
        using var rsa = RSA.Create(2048);
        var content = $"{Encode("""{"alg":"PS256","kid":"k1"}""")}.{Encode("{}")}";
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        var token = $"{content}.{Base64Url.Encode(signature)}";

        Assert.Equal(JwsFault.None, Fault(token, RsaWebKeyText(rsa, """{"kid":"k1"}""")));
        Assert.Equal(JwsFault.None, Fault(token, RsaWebKeyText(rsa, """{"kid":"k1","alg":"PS256"}""")));
        Assert.Equal(JwsFault.AlgorithmMismatch, Fault(token, RsaWebKeyText(rsa, """{"kid":"k1","alg":"RS256"}""")));
        Assert.Equal(JwsFault.KeyNotFound, Fault(token, RsaWebKeyText(rsa, """{"kid":"k2"}""")));
        Assert.Equal(JwsFault.KeyNotFound, Fault(token, RsaWebKeyText(rsa, """{"kid":"k1","use":"enc"}""")));
    }

    [Fact]
    public void A_token_cannot_turn_a_public_key_into_a_shared_secret()
    {
        var content = $"{Encode("""{"alg":"HS256"}""")}.{Encode("{}")}";
        Assert.True(Base64Url.TryDecode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", out var publicKey));
        var forged = HMACSHA256.HashData(publicKey, Encoding.ASCII.GetBytes(content));

        Assert.Equal(JwsFault.AlgorithmNotAllowed, Fault($"{content}.{Base64Url.Encode(forged)}", EdwardsKey));
        Assert.Equal(
            JwsFault.AlgorithmMismatch,
            FaultOf(new JwsVerifier(["HS256"]), $"{content}.{Base64Url.Encode(forged)}", EdwardsKey));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""", JwsFault.AlgorithmNotAllowed)]
    [InlineData("""{"alg":"eddsa"}""", JwsFault.AlgorithmNotAllowed)]
    [InlineData("""{"alg":"EdDSA","crit":["exp"],"exp":1}""", JwsFault.CriticalHeaderUnknown)]
    [InlineData("""{"alg":"EdDSA","crit":null}""", JwsFault.CriticalHeaderUnknown)]
    [InlineData("""{"alg":"RS256"}""", JwsFault.AlgorithmMismatch)]
    [InlineData("""{"alg":"EdDSA","kid":"other"}""", JwsFault.KeyNotFound)]
    [InlineData("""{"alg":"EdDSA"}""", JwsFault.SignatureInvalid)]
    [InlineData("""{"alg":"EdDSA","alg":"EdDSA"}""", JwsFault.Malformed)]
    [InlineData("""{"alg":1}""", JwsFault.Malformed)]
    [InlineData("""{"alg":"EdDSA","kid":1}""", JwsFault.Malformed)]
    [InlineData("""{"alg":"\ud800"}""", JwsFault.Malformed)]
    [InlineData("""{"typ":"JWT"}""", JwsFault.Malformed)]
    [InlineData("[]", JwsFault.Malformed)]
    [InlineData("{", JwsFault.Malformed)]
    public void Says_what_is_wrong_with_a_header(string header, JwsFault expected) =>
        Assert.Equal(expected, Fault($"{Encode(header)}.{Encode("{}")}.{Base64Url.Encode(new byte[64])}", EdwardsKey));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJFZERTQSJ9")]
    [InlineData("eyJhbGciOiJFZERTQSJ9.e30")]
    [InlineData("eyJhbGciOiJFZERTQSJ9.e30.AA.AA")]
    [InlineData("eyJhbGciOiJFZERTQSJ9.e30=.AA")]
    [InlineData("eyJhbGciOiJFZERTQSJ9.e 30.AA")]
    public void Text_of_another_form_is_malformed(string token) =>
        Assert.Equal(JwsFault.Malformed, Fault(token, EdwardsKey));

    [Fact]
    public void A_token_beyond_the_limit_is_malformed() =>
        Assert.Equal(JwsFault.Malformed, Fault(EdwardsToken + new string('A', 70_000), EdwardsKey));

    [Fact]
    public void Picks_the_key_by_its_id_and_tries_all_when_the_token_names_none()
    {
        Assert.Equal(JwsFault.None, Fault(EdwardsToken, $$"""{"keys":[{{RsaKey}},{{EllipticKey}},{{EdwardsKey}}]}"""));
        Assert.Equal(JwsFault.KeyNotFound, Fault(EdwardsToken, """{"keys":[]}"""));
    }

    [Theory]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"},{"kty":"OKP","crv":"X25519","x":"AAAA"},7]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}]}""")]
    [InlineData("""{"keys":"none"}""")]
    public void Keys_that_cannot_be_used_are_left_out(string json) => Assert.Empty(Keys(json).Keys);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"kty":"\ud800"}""")]
    public void A_text_that_is_no_key_set_is_refused(string json) => Assert.False(JsonWebKeySet.TryParse(json, out _));

    private static JwsFault Fault(string token, string keys) => FaultOf(Verifier, token, keys);

    private static JwsFault FaultOf(JwsVerifier verifier, string token, string keys)
    {
        verifier.TryVerify(token, Keys(keys), out _, out var fault);
        return fault;
    }

    private static JsonWebKeySet Keys(string json)
    {
        Assert.True(JsonWebKeySet.TryParse(json, out var keys));
        return keys;
    }

    private static string Encode(string json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json));

    private static string RsaWebKeyText(RSA rsa, string members)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","n":"{{Base64Url.Encode(parameters.Modulus)}}","e":"{{Base64Url.Encode(parameters.Exponent)}}",{{members.Trim('{', '}')}}}""";
    }
}
