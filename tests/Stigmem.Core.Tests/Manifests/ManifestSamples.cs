using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;
using Stigmem.Core.Tests.Signatures;

namespace Stigmem.Core.Tests.Manifests;

/// <summary>The manifest of the contract, and organisations whose keys have changed.</summary>
internal static class ManifestSamples
{
    public const string Acme = "https://acme.example";
    public const string Bot = "stigmem://acme.example/agent/bot";
    public const string Signature = "-gLeV9cr0c-IiE_49mjzv26B0hko3XtxE7U_xBXxwUXbIfyOn-_uepa2HbvxQkuES_MguPdacho8WEL61ovLAg";
    public const long Issued = 1_777_680_000_000_000;
    public const long Day = 86_400_000_000;

    public static OrgManifest Vector { get; } = new()
    {
        EntityUri = Acme,
        KeyId = ContractKey.KeyId,
        PublicKey = ContractKey.PublicText,
        IssuedAt = "2026-05-02T00:00:00Z",
        ExpiresAt = "2027-05-02T00:00:00Z",
        Entities = [Acme, Bot],
        Signature = Signature,
    };

    public static string At(long days) => Instants.Format(Issued + days * Day);

    /// <summary>The organisation after changes of keys, one on each of the given days; the keys have the seeds 0, 1, 2, ...</summary>
    public static OrgManifest Rotated(params long[] days)
    {
        List<RotationEvent> rotations = [];
        for (byte i = 0; i < days.Length; i++)
        {
            using var retiring = ContractKey.Signer(i);
            using var next = ContractKey.Signer((byte)(i + 1));
            rotations.Add(RotationEvent.Create(retiring, next, At(days[i])));
        }

        return Signed(Vector with { RotationEvents = rotations, IssuedAt = At(days.LastOrDefault()) }, (byte)days.Length);
    }

    /// <summary>The manifest under another key.</summary>
    public static OrgManifest Signed(OrgManifest manifest, byte key)
    {
        using var signer = ContractKey.Signer(key);
        return (manifest with { KeyId = ManifestKeys.IdOf(signer), PublicKey = signer.PublicKeyText }).Sign(signer);
    }

    public static string Key(byte key)
    {
        using var signer = ContractKey.Signer(key);
        return signer.PublicKeyText;
    }
}
