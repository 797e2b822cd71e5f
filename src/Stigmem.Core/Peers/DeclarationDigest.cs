using System.Security.Cryptography;
using Stigmem.Core.ContentIds;

namespace Stigmem.Core.Peers;

/// <summary>
/// One name for all that an operator approves: who, under which key, at which address, for which scopes. A peer that declares
/// something else after the operator looked has another digest. An addition to the reference, which binds the key alone.
/// </summary>
public static class DeclarationDigest
{
    /// <summary><c>sha256:</c> and the hash over the canonical JSON (dialect C1) of the four; the scopes are sorted.</summary>
    public static string Of(string nodeId, string nodeUrl, string federationPubkey, PeerScopes scopes) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteAscii(
        [
            new("allowed_scopes", scopes.Names), new("federation_pubkey", federationPubkey), new("node_id", nodeId), new("node_url", nodeUrl),
        ])));
}
