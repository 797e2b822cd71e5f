using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Stigmem.Core.Signatures;

/// <summary>
/// Verifies tokens in the compact form of RFC 7515 and returns their payload. What the payload claims (issuer, times,
/// audience) is the caller's to judge.
/// </summary>
/// <param name="allowedAlgorithms">The values of <c>alg</c> that are accepted at all.</param>
public sealed class JwsVerifier(IReadOnlyList<string> allowedAlgorithms)
{
    private const int LongestToken = 64 * 1024;

    private static readonly JsonDocumentOptions HeaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly string[] _allowed = [.. allowedAlgorithms];

    /// <summary>Verifies a token against the keys its issuer may have used.</summary>
    public bool TryVerify(string token, JsonWebKeySet keys, [NotNullWhen(true)] out byte[]? payload, out JwsFault fault)
    {
        payload = null;
        if (!TrySplit(token, out var content, out var body, out var signature, out var header))
        {
            fault = JwsFault.Malformed;
            return false;
        }

        fault = Judge(header, keys, content, signature);
        if (fault != JwsFault.None)
            return false;

        payload = body;
        return true;
    }

    private JwsFault Judge(JwsHeader header, JsonWebKeySet keys, byte[] content, byte[] signature)
    {
        if (header.HasCritical)
            return JwsFault.CriticalHeaderUnknown;
        if (!_allowed.Contains(header.Algorithm, StringComparer.Ordinal))
            return JwsFault.AlgorithmNotAllowed;

        var fault = JwsFault.KeyNotFound;
        foreach (var key in keys.Keys)
        {
            if (header.KeyId is not null && key.KeyId != header.KeyId)
                continue;

            if (!key.Serves(header.Algorithm))
                fault = fault == JwsFault.KeyNotFound ? JwsFault.AlgorithmMismatch : fault;
            else if (key.Verify(header.Algorithm, content, signature))
                return JwsFault.None;
            else
                fault = JwsFault.SignatureInvalid;
        }

        return fault;
    }

    private static bool TrySplit(
        string token,
        [NotNullWhen(true)] out byte[]? content,
        [NotNullWhen(true)] out byte[]? body,
        [NotNullWhen(true)] out byte[]? signature,
        out JwsHeader header)
    {
        (content, body, signature, header) = (null, null, null, default);
        if (token.Length > LongestToken)
            return false;

        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        if (first < 0 || first == last
            || !TryDecodePart(token.AsSpan(0, first), out var headerBytes)
            || !TryReadHeader(headerBytes, out header)
            || !TryDecodePart(token.AsSpan(first + 1, last - first - 1), out body)
            || !TryDecodePart(token.AsSpan(last + 1), out signature))
            return false;

        content = Encoding.ASCII.GetBytes(token, 0, last);
        return true;
    }

    private static bool TryDecodePart(ReadOnlySpan<char> part, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;

        // RFC 7515, section 2: padding is left out, so a padded part is another text than the one that was signed.
        return !part.Contains('=') && Base64Url.TryDecode(part, out bytes);
    }

    private static bool TryReadHeader(byte[] bytes, out JwsHeader header)
    {
        header = default;
        try
        {
            using var document = JsonDocument.Parse(bytes, HeaderOptions);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("alg", out var algorithm) || algorithm.ValueKind != JsonValueKind.String)
                return false;

            var hasKeyId = root.TryGetProperty("kid", out var keyId);
            if (hasKeyId && keyId.ValueKind != JsonValueKind.String)
                return false;

            header = new JwsHeader(
                algorithm.GetString()!, hasKeyId ? keyId.GetString() : null, root.TryGetProperty("crit", out _));
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for text that is no valid UTF-16.
            return false;
        }
    }

    private readonly record struct JwsHeader(string Algorithm, string? KeyId, bool HasCritical);
}
