using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Peers;

/// <summary>
/// What a node signs to introduce itself. The scopes are signed in the order in which they travel; they are sorted only
/// when they are stored. Source of the rule: Federation contract, section 3.
/// </summary>
public sealed record PeerDeclaration
{
    private readonly byte[] _signedBytes;

    private PeerDeclaration(string nodeUrl, string nodeId, string federationPubkey, IReadOnlyList<string> allowedScopes, string signedAt)
    {
        NodeUrl = nodeUrl;
        NodeId = nodeId;
        FederationPubkey = federationPubkey;
        AllowedScopes = allowedScopes;
        SignedAt = signedAt;
        _signedBytes = CanonicalJson.WriteAscii(
        [
            new("allowed_scopes", allowedScopes), new("federation_pubkey", federationPubkey), new("node_id", nodeId),
            new("node_url", nodeUrl), new("signed_at", signedAt),
        ]);
    }

    /// <summary>Where the node is reached.</summary>
    public string NodeUrl { get; }

    /// <summary>Its identity.</summary>
    public string NodeId { get; }

    /// <summary>The text of its key among peers; the fingerprint is over this very text.</summary>
    public string FederationPubkey { get; }

    /// <summary>The scopes in the order that is signed.</summary>
    public IReadOnlyList<string> AllowedScopes { get; }

    /// <summary>When it was signed, as text.</summary>
    public string SignedAt { get; }

    /// <summary>The bytes that are signed: dialect C1.</summary>
    public ReadOnlySpan<byte> SignedBytes => _signedBytes;

    /// <summary>What the operators of both nodes compare.</summary>
    public string Fingerprint => KeyFingerprint.OfKeyText(FederationPubkey);

    /// <summary>Builds a declaration; empty texts, unknown scopes and lone surrogates are refused.</summary>
    public static Outcome<PeerDeclaration> Create(
        string nodeUrl, string nodeId, string federationPubkey, IReadOnlyList<string> allowedScopes, string signedAt)
    {
        if (EmptyName(nodeUrl, nodeId, federationPubkey, signedAt) is { } name)
            return Refused($"{name} must not be empty");
        foreach (var scope in allowedScopes)
        {
            if (!FactScopes.TryParse(scope, out _))
                return Refused($"allowed_scopes may hold {string.Join(", ", FactScopes.SortedNames)}");
        }

        try
        {
            return new PeerDeclaration(nodeUrl, nodeId, federationPubkey, [.. allowedScopes], signedAt);
        }
        catch (FormatException)
        {
            return Refused("a declaration must be valid Unicode");
        }
    }

    /// <summary>The signature of the key that the declaration names.</summary>
    public string Sign(ISigner signer) => Base64Url.Encode(signer.Sign(_signedBytes));

    /// <summary>Whether the owner of the declared key made the signature.</summary>
    public bool IsSignedBySelf(string signature) => IsSignedBy(FederationPubkey, signature);

    /// <summary>Whether the owner of another key made the signature: a peer that changes its key lets the old one sign too.</summary>
    public bool IsSignedBy(string publicKey, string signature) => Ed25519Verifier.IsSigned(publicKey, _signedBytes, signature);

    private static string? EmptyName(string nodeUrl, string nodeId, string federationPubkey, string signedAt) =>
        nodeUrl.Length == 0 ? "node_url"
        : nodeId.Length == 0 ? "node_id"
        : federationPubkey.Length == 0 ? "federation_pubkey"
        : signedAt.Length == 0 ? "signed_at"
        : null;

    private static Fault Refused(string message) => new(FaultCode.ValidationFailed, message);
}
