using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Core.Subscriptions;

/// <summary>Signs deliveries, so that a receiver knows who calls and that a call is not an old one: <c>t=seconds,v1=hex</c>.</summary>
public static class DeliverySignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Stigmem-Signature";

    /// <summary>The value of the header: HMAC-SHA-256 of <c>seconds.body</c> under the text of the secret.</summary>
    public static string Of(string secret, long unixSeconds, ReadOnlySpan<byte> body)
    {
        var seconds = unixSeconds.ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
