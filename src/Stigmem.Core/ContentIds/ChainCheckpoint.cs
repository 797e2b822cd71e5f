using Stigmem.Core.Signatures;

namespace Stigmem.Core.ContentIds;

/// <summary>
/// What a node says about the head of a chain at one time. Who keeps a signed one can prove that the chain was later cut or
/// written anew up to there. The bytes that are signed are of dialect C3, as those of other statements of a node.
/// </summary>
/// <param name="Kind">Which chain, such as <see cref="AuditKind"/>.</param>
/// <param name="Tenant">Whose.</param>
/// <param name="CoveredChainSeq">The place of the newest row.</param>
/// <param name="ChainHash">Its link.</param>
/// <param name="CreatedAt">When, as text.</param>
/// <param name="KeyId">The id of the key that signs.</param>
public sealed record ChainCheckpoint(string Kind, string Tenant, long CoveredChainSeq, ContentId ChainHash, string CreatedAt, string KeyId)
{
    /// <summary>A checkpoint of the audit log.</summary>
    public const string AuditKind = "stigmem.audit_chain_checkpoint";

    /// <summary>The version of the statement.</summary>
    public const int Version = 1;

    /// <summary>The bytes that are signed.</summary>
    public byte[] SignedBytes() => CanonicalJson.WriteJcs(
    [
        new("chain_hash", ChainHash.ToString()), new("covered_chain_seq", CoveredChainSeq), new("created_at", CreatedAt), new("key_id", KeyId),
        new("kind", Kind), new("tenant_id", Tenant), new("version", Version),
    ]);

    /// <summary>The signature of the node's key.</summary>
    public string Sign(ISigner signer) => Base64Url.Encode(signer.Sign(SignedBytes()));

    /// <summary>Whether the owner of the key made the signature.</summary>
    public bool IsSignedBy(string publicKey, string signature) => Ed25519Verifier.IsSigned(publicKey, SignedBytes(), signature);
}
