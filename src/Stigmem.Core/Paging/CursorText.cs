using System.Buffers;
using System.Buffers.Text;

namespace Stigmem.Core.Paging;

/// <summary>The common outside of all cursors: unpadded base64url of exactly the expected bytes, the first being a version.</summary>
internal static class CursorText
{
    public static bool TryDecode(string? text, byte version, Span<byte> bytes)
    {
        if (text is null || text.Length != Base64Url.GetEncodedLength(bytes.Length)) return false;

        // Only the alphabet: the decoder itself would skip white space and take padding.
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && written == bytes.Length
            && bytes[0] == version;
    }
}
