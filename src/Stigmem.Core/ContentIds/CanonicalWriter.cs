using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Stigmem.Core.Clock;

namespace Stigmem.Core.ContentIds;

/// <summary>
/// Writes canonical JSON straight into bytes. It starts in the caller's stack buffer and rents only when that is full,
/// so that hashing a fact allocates nothing. The web's JSON writer is of no use here: its escapes and its doubles differ.
/// </summary>
internal ref struct CanonicalWriter(Span<byte> initial)
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\']);

    private static readonly SearchValues<char> PlainAscii = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x60).Select(i => (char)i).Where(c => c is not ('"' or '\\'))]);

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Raw(scoped ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>A string with non-ASCII characters as they are (dialects C2 and C3).</summary>
    public void Text(scoped ReadOnlySpan<char> text)
    {
        Quote();
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            Unescaped(text[..next]);
            Escape(text[next]);
            text = text[(next + 1)..];
        }

        Unescaped(text);
        Quote();
    }

    /// <summary>A string with non-ASCII characters as <c>\uXXXX</c>, astral ones as surrogate pairs (dialect C1).</summary>
    public void AsciiText(scoped ReadOnlySpan<char> text)
    {
        RefuseLoneSurrogates(text);
        Quote();
        for (var next = text.IndexOfAnyExcept(PlainAscii); next >= 0; next = text.IndexOfAnyExcept(PlainAscii))
        {
            Unescaped(text[..next]);
            Escape(text[next]);
            text = text[(next + 1)..];
        }

        Unescaped(text);
        Quote();
    }

    public void TextOrNull(string? text)
    {
        if (text is null) Raw("null"u8);
        else Text(text);
    }

    public void Real(double number)
    {
        PythonFloat.TryFormat(number, Reserve(PythonFloat.MaxText), out var written);
        _length += written;
    }

    public void Integer(long number)
    {
        Utf8Formatter.TryFormat(number, Reserve(20), out var written);
        _length += written;
    }

    public void Id(Guid id)
    {
        Quote();
        Utf8Formatter.TryFormat(id, Reserve(36), out var written);
        _length += written;
        Quote();
    }

    public void Instant(long microseconds)
    {
        Quote();
        Instants.TryFormat(microseconds, Reserve(Instants.MaxText), out var written);
        _length += written;
        Quote();
    }

    /// <summary>A SHA-256 as the string <c>sha256:hex</c>, or null when there is none.</summary>
    public void Digest(scoped ReadOnlySpan<byte> hash)
    {
        if (hash.IsEmpty)
        {
            Raw("null"u8);
            return;
        }

        Raw("\"sha256:"u8);
        Convert.TryToHexStringLower(hash, Reserve(2 * hash.Length), out var written);
        _length += written;
        Quote();
    }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        this = default;
    }

    private void Quote()
    {
        Reserve(1)[0] = (byte)'"';
        _length++;
    }

    private void Unescaped(scoped ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        var status = Utf8.FromUtf16(text, Reserve(3 * text.Length), out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done) throw LoneSurrogate();
        _length += written;
    }

    private void Escape(char c)
    {
        var letter = c switch
        {
            '"' => '"',
            '\\' => '\\',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => 'u',
        };
        var room = Reserve(6);
        room[0] = (byte)'\\';
        room[1] = (byte)letter;
        _length += 2;
        if (letter != 'u') return;
        ((int)c).TryFormat(room[2..], out _, "x4", System.Globalization.CultureInfo.InvariantCulture);
        _length += 4;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count) Grow(count);
        return _buffer[_length..];
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, _length + count));
        Written.CopyTo(larger);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _buffer = _rented = larger;
    }

    private static void RefuseLoneSurrogates(scoped ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])) throw LoneSurrogate();
        }
    }

    private static FormatException LoneSurrogate() => new("A string holds a lone surrogate and has no UTF-8 form.");
}
