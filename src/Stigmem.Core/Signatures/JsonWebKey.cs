using System.Security.Cryptography;
using System.Text.Json;

namespace Stigmem.Core.Signatures;

/// <summary>
/// A public key of RFC 7517: RSA of 2048 bits or more, P-256, or Ed25519. The key alone says which algorithms it may
/// be used with; a token can only pick among them.
/// </summary>
public abstract class JsonWebKey
{
    private const int SmallestRsaModulusBytes = 256;

    private readonly string? _declaredAlgorithm;

    private protected JsonWebKey(string? keyId, string? declaredAlgorithm)
    {
        KeyId = keyId;
        _declaredAlgorithm = declaredAlgorithm;
    }

    /// <summary>The key's <c>kid</c>, if it has one.</summary>
    public string? KeyId { get; }

    /// <summary>Reads one key; null if it is of a kind that is not served or not for signatures.</summary>
    internal static JsonWebKey? Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not (null or "sig"))
            return null;

        var (keyId, algorithm) = (Text(key, "kid"), Text(key, "alg"));
        return Text(key, "kty") switch
        {
            "OKP" => ReadEd25519(key, keyId, algorithm),
            "EC" => ReadP256(key, keyId, algorithm),
            "RSA" => ReadRsa(key, keyId, algorithm),
            _ => null,
        };
    }

    /// <summary>Tells whether the key may check this algorithm: its own <c>alg</c> decides, else its kind.</summary>
    internal bool Serves(string algorithm) =>
        (_declaredAlgorithm is null || _declaredAlgorithm == algorithm) && KindServes(algorithm);

    /// <summary>Checks a signature with an algorithm that <see cref="Serves"/> has granted.</summary>
    internal abstract bool Verify(string algorithm, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature);

    private protected abstract bool KindServes(string algorithm);

    private static Ed25519WebKey? ReadEd25519(JsonElement key, string? keyId, string? algorithm) =>
        Text(key, "crv") == "Ed25519" && Bytes(key, "x") is { } x && Ed25519.IsValidPublicKey(x)
            ? new Ed25519WebKey(x, keyId, algorithm)
            : null;

    private static P256WebKey? ReadP256(JsonElement key, string? keyId, string? algorithm)
    {
        if (Text(key, "crv") != "P-256" || Bytes(key, "x") is not { Length: 32 } x || Bytes(key, "y") is not { Length: 32 } y)
            return null;

        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        try
        {
            // Importing proves that the point lies on the curve.
            using var probe = ECDsa.Create(parameters);
            return new P256WebKey(parameters, keyId, algorithm);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static RsaWebKey? ReadRsa(JsonElement key, string? keyId, string? algorithm)
    {
        if (Bytes(key, "n") is not { } modulus || Bytes(key, "e") is not { Length: > 0 } exponent)
            return null;

        var significant = modulus.AsSpan().TrimStart((byte)0);
        return significant.Length < SmallestRsaModulusBytes
            ? null
            : new RsaWebKey(new RSAParameters { Modulus = significant.ToArray(), Exponent = exponent }, keyId, algorithm);
    }

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name) =>
        Base64Url.TryDecode(Text(key, name), out var bytes) ? bytes : null;
}
