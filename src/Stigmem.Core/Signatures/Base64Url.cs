using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Stigmem.Core.Signatures;

/// <summary>
/// The text form of keys and signatures: base64url of RFC 4648, section 5. Written without padding, read with or
/// without it. One byte string has exactly one text (apart from padding), so a text can be compared and indexed.
/// </summary>
public static class Base64Url
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The text of the bytes, without padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    /// <summary>Reads a text; false for null, for characters outside the alphabet, wrong padding and stray bits.</summary>
    public static bool TryDecode(string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        if (text is null)
        {
            bytes = null;
            return false;
        }

        return TryDecode(text.AsSpan(), out bytes);
    }

    /// <summary>Reads a text; false for characters outside the alphabet, wrong padding and stray bits.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var digits = WithoutPadding(text);

        // The decoder underneath also takes white space and '%' as padding; a key with two texts would pass twice.
        if (digits.Length % 4 == 1 || digits.ContainsAnyExcept(Alphabet))
            return false;

        var buffer = new byte[System.Buffers.Text.Base64Url.GetMaxDecodedLength(digits.Length)];
        if (System.Buffers.Text.Base64Url.DecodeFromChars(digits, buffer, out _, out var written) != OperationStatus.Done)
            return false;

        bytes = written == buffer.Length ? buffer : buffer[..written];
        return true;
    }

    private static ReadOnlySpan<char> WithoutPadding(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 != 0)
            return text;
        if (text.EndsWith("=="))
            return text[..^2];
        return text.EndsWith('=') ? text[..^1] : text;
    }
}
