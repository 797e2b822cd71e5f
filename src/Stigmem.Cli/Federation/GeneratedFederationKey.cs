using System.Text.Json.Serialization;

namespace Stigmem.Cli.Federation;

/// <summary>A new key among peers.</summary>
/// <param name="PublicKey">The public half, as <c>STIGMEM_FEDERATION_PUBKEY</c> takes it.</param>
/// <param name="Fingerprint">What operators compare.</param>
/// <param name="SeedFile">Where the private half was written; null when it is in <paramref name="PrivateKey"/>.</param>
/// <param name="PrivateKey">The private half; null when it was written to a file.</param>
internal sealed record GeneratedFederationKey(
    [property: JsonPropertyName("public_key")] string PublicKey,
    [property: JsonPropertyName("fingerprint")] string Fingerprint,
    [property: JsonPropertyName("seed_file")] string? SeedFile,
    [property: JsonPropertyName("private_key")] string? PrivateKey)
{
    /// <summary>Everything but the private half.</summary>
    public override string ToString() => Fingerprint;
}
