using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Stigmem.Core.Signatures;

/// <summary>A token in the compact form of RFC 7515, taken apart and not yet believed.</summary>
internal sealed class CompactJws
{
    private static readonly JsonDocumentOptions HeaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private CompactJws(byte[] content, byte[] payload, byte[] signature)
    {
        Content = content;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>What was signed: the first two parts as they travel.</summary>
    public byte[] Content { get; }

    public byte[] Payload { get; }

    public byte[] Signature { get; }

    /// <summary>The header's <c>alg</c>.</summary>
    public string Algorithm { get; private init; } = "";

    /// <summary>The header's <c>kid</c>.</summary>
    public string? KeyId { get; private init; }

    /// <summary>Whether the header demands an extension.</summary>
    public bool HasCritical { get; private init; }

    public static bool TryParse(string token, int longest, [NotNullWhen(true)] out CompactJws? jws)
    {
        jws = null;
        if (token.Length > longest)
            return false;

        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        return first >= 0 && first != last
            && TryDecodePart(token.AsSpan(0, first), out var header)
            && TryDecodePart(token.AsSpan(first + 1, last - first - 1), out var payload)
            && TryDecodePart(token.AsSpan(last + 1), out var signature)
            && TryReadHeader(header, new CompactJws(Encoding.ASCII.GetBytes(token, 0, last), payload, signature), out jws);
    }

    private static bool TryDecodePart(ReadOnlySpan<char> part, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;

        // RFC 7515, section 2: padding is left out, so a padded part is another text than the one that was signed.
        return !part.Contains('=') && Base64Url.TryDecode(part, out bytes);
    }

    private static bool TryReadHeader(byte[] bytes, CompactJws parts, [NotNullWhen(true)] out CompactJws? jws)
    {
        jws = null;
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

            jws = new CompactJws(parts.Content, parts.Payload, parts.Signature)
            {
                Algorithm = algorithm.GetString()!,
                KeyId = hasKeyId ? keyId.GetString() : null,
                HasCritical = root.TryGetProperty("crit", out _),
            };
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for text that is no valid UTF-16.
            return false;
        }
    }
}
