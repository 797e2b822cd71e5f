using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Stigmem.Protocol.Json;

/// <summary>
/// Escapes what JSON demands and nothing else, as the reference does. The framework's most relaxed encoder still
/// escapes emoji and U+2028, which doubles the size of such text.
/// </summary>
internal sealed unsafe class WireEncoder : JavaScriptEncoder
{
    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private static readonly SearchValues<char> Escaped = SearchValues.Create(Controls + "\"\\");
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Controls + "\"\\"));

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        ReadOnlySpan<char> span = new(text, textLength);
        if (!span.ContainsAnyInRange('\ud800', '\udfff'))
            return span.IndexOfAny(Escaped);

        // A lone surrogate must be found too: the writer replaces what is found here.
        var index = 0;
        while (index < span.Length)
        {
            if (Rune.DecodeFromUtf16(span[index..], out var rune, out var used) != OperationStatus.Done || WillEncode(rune.Value))
                return index;
            index += used;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) =>
        Ascii.IsValid(utf8Text) ? utf8Text.IndexOfAny(EscapedBytes) : base.FindFirstCharacterToEncodeUtf8(utf8Text);

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        Span<char> into = new(buffer, bufferLength);
        var letter = unicodeScalar switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            _ => '\0',
        };

        if (letter != '\0')
            return Write(['\\', letter], into, out numberOfCharactersWritten);
        return WillEncode(unicodeScalar)
            ? Write(['\\', 'u', '0', '0', Hex(unicodeScalar >> 4), Hex(unicodeScalar & 15)], into, out numberOfCharactersWritten)
            : new Rune(unicodeScalar).TryEncodeToUtf16(into, out numberOfCharactersWritten);
    }

    private static bool Write(ReadOnlySpan<char> escape, Span<char> into, out int written)
    {
        var fits = escape.TryCopyTo(into);
        written = fits ? escape.Length : 0;
        return fits;
    }

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}
