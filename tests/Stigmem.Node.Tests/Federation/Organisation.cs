using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Tests.Federation;

/// <summary>An organisation with its key, which signs manifests.</summary>
internal sealed class Organisation(string entityUri, byte seed) : IDisposable
{
    /// <summary>Where the clocks of these tests stand: 2026-03-04T05:06:07Z.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>The seed of a key that is no organisation's of these tests.</summary>
    public const string OtherSeed = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    public string EntityUri => entityUri;

    public string SeedText { get; } = Base64Url.Encode(Seed(seed));

    public Ed25519Signer Key { get; } = new(Seed(seed));

    /// <summary>A manifest of some day from now.</summary>
    public OrgManifest Manifest(double day = 0, int lifeDays = 300, params string[] entities) => new OrgManifest
    {
        EntityUri = entityUri,
        KeyId = ManifestKeys.IdOf(Key),
        PublicKey = Key.PublicKeyText,
        IssuedAt = Text(day),
        ExpiresAt = Text(day + lifeDays),
        Entities = [entityUri, .. entities],
    }.Sign(Key);

    /// <summary>A manifest with which this organisation takes over from the key of another.</summary>
    public OrgManifest TakeOver(Organisation before, double day) =>
        (Manifest(day) with { RotationEvents = [RotationEvent.Create(before.Key, Key, Text(day))] }).Sign(Key);

    public static string Json(OrgManifest manifest) => JsonSerializer.Serialize(manifest.ToWire(null), StigmemJson.Options);

    public static string Text(double day) => Instants.Format(Now.AddDays(day).ToUnixTimeMilliseconds() * 1_000);

    public void Dispose() => Key.Dispose();

    private static byte[] Seed(byte seed) => [.. Enumerable.Repeat(seed, 32)];
}
