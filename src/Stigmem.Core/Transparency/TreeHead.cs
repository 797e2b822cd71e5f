using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Transparency;

/// <summary>
/// What a log says about itself at one time. Who keeps a signed head can prove that the log later hid or changed an
/// entry. The bytes that are signed are of dialect C3, as those of everything else that an organisation signs.
/// </summary>
/// <param name="LogId">The log: the id of the key under which it began.</param>
/// <param name="Size">How many entries there are.</param>
/// <param name="Root">The root over them.</param>
/// <param name="Timestamp">When, as text.</param>
/// <param name="KeyId">The id of the key that signs.</param>
public sealed record TreeHead(string LogId, long Size, MerkleHash Root, string Timestamp, string KeyId)
{
    /// <summary>The bytes that are signed.</summary>
    public byte[] SignedBytes() => CanonicalJson.WriteJcs(
    [
        new("key_id", KeyId), new("log_id", LogId), new("root_hash", Root.ToString()), new("timestamp", Timestamp), new("tree_size", Size),
    ]);

    /// <summary>The signature of the log's key.</summary>
    public string Sign(ISigner signer) => Base64Url.Encode(signer.Sign(SignedBytes()));

    /// <summary>Whether the owner of the key made the signature.</summary>
    public bool IsSignedBy(string publicKey, string signature) => Ed25519Verifier.IsSigned(publicKey, SignedBytes(), signature);
}
