using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;

namespace Stigmem.Cli.Snapshots;

/// <summary>The signature of a manifest: Ed25519 over canonical form C1 of everything but the signature.</summary>
internal static class ManifestSignature
{
    private const string Member = "signature";

    /// <summary>The signature of a manifest's JSON text.</summary>
    public static string Sign(string manifest, ISigner signer) => Base64Url.Encode(signer.Sign(SignedBytes(manifest)));

    /// <summary>Whether the key signed this very text; members that this version does not know are covered too.</summary>
    public static bool Verify(string manifest, string publicKey, string? signature) =>
        Ed25519Verifier.TryCreate(publicKey, out var verifier)
        && Base64Url.TryDecode(signature, out var bytes)
        && Verify(verifier, SignedBytes(manifest), bytes);

    private static bool Verify(Ed25519Verifier verifier, byte[] message, byte[] signature)
    {
        using (verifier)
            return verifier.Verify(message, signature);
    }

    private static byte[] SignedBytes(string manifest)
    {
        var members = JsonNode.Parse(manifest)!.AsObject();
        members.Remove(Member);
        using var parsed = JsonDocument.Parse(members.ToJsonString());
        return CanonicalJson.WriteAscii(parsed.RootElement);
    }
}
