using Stigmem.Core.Manifests;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>Reads a manifest that somebody sent. Only its shape is judged here.</summary>
internal static class ManifestReader
{
    private const int LongestUri = 512;
    private const int LongestText = 128;

    public static OrgManifest Read(ObjectReader json)
    {
        var manifest = new OrgManifest
        {
            EntityUri = json.RequiredText("entity_uri", 1, LongestUri),
            KeyId = json.RequiredText("key_id", 1, LongestText),
            PublicKey = json.RequiredText("public_key", 1, LongestText),
            IssuedAt = json.RequiredText("issued_at", 1, LongestText),
            ExpiresAt = json.RequiredText("expires_at", 1, LongestText),
            Entities = json.Texts("entities", []),
            Signature = json.RequiredText("signature", 1, LongestText),
            RotationEvents =
            [
                .. json.Objects("rotation_events").Select((element, i) => ReadRotation(new ObjectReader(element, json.Errors, [.. json.At("rotation_events"), i]))),
            ],
        };
        if (!json.TryGet("entities", out _))
            json.Missing("entities");
        return manifest;
    }

    private static RotationEvent ReadRotation(ObjectReader json) => new()
    {
        PreviousKeyId = json.RequiredText("previous_key_id"),
        NewKeyId = json.RequiredText("new_key_id"),
        NewPublicKey = json.RequiredText("new_public_key"),
        RotatedAt = json.RequiredText("rotated_at"),
        Signature = json.RequiredText("signature"),
        PreviousPublicKey = json.OptionalText("previous_public_key") is { Length: > 0 } key ? key : null,
    };
}
