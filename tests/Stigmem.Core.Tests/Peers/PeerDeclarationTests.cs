using System.Text;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Core.Tests.Signatures;

namespace Stigmem.Core.Tests.Peers;

public sealed class PeerDeclarationTests
{
    private const string NodeUrl = "https://a.acme.example:8765";
    private const string NodeId = "stigmem://acme.example/node-a";
    private const string SignedAt = "2026-05-02T00:00:00Z";
    private const long SignedAtMicroseconds = 1_777_680_000_000_000;
    private const string Signature = "yqQ1fik3qxOs-vIZRYF3Mdy6OGDARTfE0aQgXTlixaIg5TZZqIfu4-1yzafTFYN48p8iLKjrmRcqrktwLaTVCA";

    private static readonly DiscoveredNode Discovered = new(NodeId, ContractKey.PublicText);

    [Fact]
    public void Signs_the_vector_of_the_contract()
    {
        using var signer = ContractKey.Signer();
        var declaration = Declare();
        Assert.Equal(
            """{"allowed_scopes":["company","public"],"federation_pubkey":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg","node_id":"stigmem://acme.example/node-a","node_url":"https://a.acme.example:8765","signed_at":"2026-05-02T00:00:00Z"}""",
            Encoding.ASCII.GetString(declaration.SignedBytes));
        Assert.Equal(Signature, declaration.Sign(signer));
        Assert.Equal("sha256:b43cdfe1bf180ef4e22bb93ea9cc8f0ef23b762de714053b3bf0acdda2d7470d", declaration.Fingerprint);
        Assert.True(declaration.IsSignedBySelf(Signature));
    }

    [Fact]
    public void Escapes_what_is_not_ASCII()
    {
        var text = Encoding.ASCII.GetString(Declare(nodeId: "stigmem://zoë/é🚀").SignedBytes);
        Assert.Contains("""{"node_id":"stigmem://zo\u00eb/\u00e9\ud83d\ude80"}"""[1..^1], text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_order_of_the_scopes()
    {
        var declaration = Declare(scopes: ["public", "company"]);
        Assert.Equal(["public", "company"], declaration.AllowedScopes);
        Assert.False(declaration.IsSignedBySelf(Signature));
    }

    [Fact]
    public void The_old_key_can_sign_beside_the_new_one()
    {
        using var old = ContractKey.Signer(7);
        var signature = Declare().Sign(old);
        Assert.True(Declare().IsSignedBy(old.PublicKeyText, signature));
        Assert.False(Declare().IsSignedBySelf(signature));
        Assert.False(Declare().IsSignedBy(old.PublicKeyText, "?"));
    }

    [Theory]
    [InlineData("", NodeId, "k", "t", "public", "node_url must not be empty")]
    [InlineData("u", "", "k", "t", "public", "node_id must not be empty")]
    [InlineData("u", NodeId, "", "t", "public", "federation_pubkey must not be empty")]
    [InlineData("u", NodeId, "k", "", "public", "signed_at must not be empty")]
    [InlineData("u", NodeId, "k", "t", "Public", "allowed_scopes may hold company, local, public, team")]
    [InlineData("u", NodeId, "k", "t", "", "allowed_scopes may hold company, local, public, team")]
    public void Refuses_what_is_no_declaration(string url, string id, string key, string at, string scope, string message)
    {
        Assert.False(PeerDeclaration.Create(url, id, key, ["company", scope], at).TryGet(out _, out var fault));
        Assert.Equal(new Fault(FaultCode.ValidationFailed, message).Message, fault.Message);
        Assert.Equal(FaultCode.ValidationFailed, fault.Code);
    }

    [Fact]
    public void Refuses_a_lone_surrogate()
    {
        Assert.False(PeerDeclaration.Create("u", "n\uD800", "k", [], "t").TryGet(out _, out var fault));
        Assert.Equal(FaultCode.ValidationFailed, fault.Code);
    }

    [Fact]
    public void Accepts_what_holds() => Assert.Equal(DeclarationFault.None, Judge(Declare()));

    [Fact]
    public void Says_why_a_declaration_is_rejected()
    {
        Assert.Equal(DeclarationFault.Unreachable, DeclarationCheck.Judge(Declare(), Signature, null, SignedAtMicroseconds, DeclarationCheck.DefaultWindow));
        Assert.Equal(DeclarationFault.NodeIdMismatch, Judge(Declare(), discovered: Discovered with { NodeId = "stigmem://acme.example/node-b" }));
        Assert.Equal(DeclarationFault.PubkeyMismatch, Judge(Declare(), discovered: Discovered with { FederationPubkey = ContractKey.PublicText + "=" }));
        Assert.Equal(DeclarationFault.PubkeyMismatch, Judge(Declare(), discovered: Discovered with { FederationPubkey = null }));
        Assert.Equal(DeclarationFault.InvalidSignature, Judge(Declare(), signature: Signature[..^2] + "AA"));
        Assert.Equal(DeclarationFault.InvalidSignature, Judge(Declare(url: NodeUrl + "/")));
        Assert.Equal(DeclarationFault.InvalidSignature, Judge(Declare(signedAt: "2026-05-02T00:00:01Z")));
        Assert.Equal(DeclarationFault.InvalidSignature, Judge(Declare(key: "AA"), discovered: new(NodeId, "AA")));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(86_400_000_000, true)]
    [InlineData(-86_400_000_000, true)]
    [InlineData(86_400_000_001, false)]
    [InlineData(-86_400_000_001, false)]
    public void A_declaration_must_be_fresh(long age, bool fresh) =>
        Assert.Equal(fresh ? DeclarationFault.None : DeclarationFault.SignedAtOutOfWindow, Judge(Declare(), now: SignedAtMicroseconds + age));

    [Fact]
    public void A_time_that_cannot_be_read_is_not_fresh()
    {
        using var signer = ContractKey.Signer();
        var declaration = Declare(signedAt: "yesterday");
        Assert.Equal(DeclarationFault.SignedAtOutOfWindow, Judge(declaration, signature: declaration.Sign(signer)));
    }

    [Fact]
    public void Reasons_have_names()
    {
        Assert.Equal(
            ["unreachable", "node_id_mismatch", "pubkey_mismatch", "invalid_signature", "signed_at_out_of_window"],
            Enum.GetValues<DeclarationFault>().Skip(1).Select(fault => fault.Name()));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeclarationFault.None.Name());
    }

    private static DeclarationFault Judge(
        PeerDeclaration declaration, string signature = Signature, DiscoveredNode? discovered = null, long now = SignedAtMicroseconds) =>
        DeclarationCheck.Judge(declaration, signature, discovered ?? Discovered, now, DeclarationCheck.DefaultWindow);

    private static PeerDeclaration Declare(
        string url = NodeUrl, string nodeId = NodeId, string key = ContractKey.PublicText, string[]? scopes = null, string signedAt = SignedAt)
    {
        Assert.True(PeerDeclaration.Create(url, nodeId, key, scopes ?? ["company", "public"], signedAt).TryGet(out var declaration, out _));
        return declaration;
    }
}
