using System.Text;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Tests.Signatures;

/// <summary>The vectors of the Federation contract, section 1: the seed is the bytes 00 to 1f.</summary>
public sealed class Ed25519SignerTests
{
    private const string PublicKey = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg";

    private const string Declaration =
        """{"allowed_scopes":["company","public"],"federation_pubkey":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg","node_id":"stigmem://acme.example/node-a","node_url":"https://a.acme.example:8765","signed_at":"2026-05-02T00:00:00Z"}""";

    private const string Manifest =
        """{"entities":["https://acme.example","stigmem://acme.example/agent/bot"],"entity_uri":"https://acme.example","expires_at":"2027-05-02T00:00:00Z","issued_at":"2026-05-02T00:00:00Z","key_id":"56475aa75463474c","public_key":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg","rotation_events":[]}""";

    private const string Capability =
        """{"expiry":"2026-05-02T01:00:00+00:00","issued_at":"2026-05-02T00:00:00+00:00","issuer":"https://acme.example","nonce":"0000000000000000000000000000000000000000000000000000000000000000","object":"stigmem://facts/scope:public","subject":"stigmem://acme.example/agent/bot","token_id":"11111111-2222-4333-8444-555555555555","token_version":1,"verb":"write"}""";

    private const string PeerHeader = """{"alg":"EdDSA","typ":"JWT"}""";

    private const string PeerPayload =
        """{"iss":"stigmem://acme.example/node-a","sub":"stigmem://beta.example/node-b","iat":1777680000000,"exp":1777683600000,"nonce":"6f1c2f0e-2f0b-4a53-9d65-0c8f0e6b7a11","scopes":["company","public"]}""";

    private const string PeerSignature =
        "tEWidczCy9mSwhs2JDdlDv240W1uyazuuMBjGyQsU7-wn_2BwpPFVuYLZpPXO5txQ86IUeuwRjLOzLh3N3BbAQ";

    [Theory]
    [InlineData(Declaration, "yqQ1fik3qxOs-vIZRYF3Mdy6OGDARTfE0aQgXTlixaIg5TZZqIfu4-1yzafTFYN48p8iLKjrmRcqrktwLaTVCA")]
    [InlineData(Manifest, "-gLeV9cr0c-IiE_49mjzv26B0hko3XtxE7U_xBXxwUXbIfyOn-_uepa2HbvxQkuES_MguPdacho8WEL61ovLAg")]
    [InlineData(Capability, "uRxn14GlUZjAKxa2x0F6q73oED7zGc3C075wPF465S237XmHMh2AooQdLOLPSRj4oP0wfn55nBBFhj6SkuQ8BQ")]
    public void Signs_the_documents_of_the_contract(string document, string signature)
    {
        using var signer = NewSigner();

        Assert.Equal(PublicKey, signer.PublicKeyText);
        Assert.Equal(signature, Base64Url.Encode(signer.Sign(Encoding.UTF8.GetBytes(document))));
    }

    [Fact]
    public void Signs_the_peer_token_of_the_contract_and_the_token_verifies()
    {
        using var signer = NewSigner();
        var content = $"{Text(PeerHeader)}.{Text(PeerPayload)}";

        var signature = Base64Url.Encode(signer.Sign(Encoding.ASCII.GetBytes(content)));

        Assert.Equal(PeerSignature, signature);
        Assert.True(JsonWebKeySet.TryParse($$"""{"kty":"OKP","crv":"Ed25519","x":"{{PublicKey}}"}""", out var keys));
        Assert.True(new JwsVerifier([JwsAlgorithms.EdDsa]).TryVerify($"{content}.{signature}", keys, out var payload, out _));
        Assert.Equal(PeerPayload, Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public void A_key_has_the_fingerprint_and_the_id_of_the_contract()
    {
        Assert.True(Base64Url.TryDecode(PublicKey, out var raw));

        Assert.Equal(
            "sha256:b43cdfe1bf180ef4e22bb93ea9cc8f0ef23b762de714053b3bf0acdda2d7470d",
            KeyFingerprint.OfKeyText(PublicKey));
        Assert.Equal("56475aa75463474c", KeyFingerprint.KeyId(raw));
    }

    [Fact]
    public void A_signer_prints_its_key_id_only()
    {
        using var signer = NewSigner();

        Assert.Equal("56475aa75463474c", signer.ToString());
    }

    [Fact]
    public void A_signer_opens_from_text_of_exactly_32_bytes()
    {
        Assert.True(Ed25519Signer.TryCreate("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", out var signer));
        using (signer)
            Assert.Equal(PublicKey, signer.PublicKeyText);

        Assert.False(Ed25519Signer.TryCreate("AAEC", out _));
        Assert.False(Ed25519Signer.TryCreate("not a key", out _));
        Assert.False(Ed25519Signer.TryCreate(null, out _));
    }

    [Fact]
    public void A_verifier_opens_padded_and_unpadded_keys_but_no_others()
    {
        Assert.True(Ed25519Verifier.TryCreate(PublicKey + "=", out var verifier));
        using (verifier)
        {
            Assert.Equal(PublicKey, verifier.PublicKeyText);
            Assert.Equal("56475aa75463474c", verifier.ToString());
            Assert.False(verifier.Verify([1], new byte[63]));
        }

        Assert.False(Ed25519Verifier.TryCreate("AAEC", out _));
        Assert.False(Ed25519Verifier.TryCreate(null, out _));
        Assert.False(Ed25519Verifier.TryCreate(new string('A', 43), out _));
    }

    private static Ed25519Signer NewSigner() => new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private static string Text(string json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json));
}
