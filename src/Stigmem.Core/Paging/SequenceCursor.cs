using System.Buffers.Binary;
using System.Buffers.Text;

namespace Stigmem.Core.Paging;

/// <summary>A place in the log, by commit sequence: what pulls and feeds continue from.</summary>
/// <param name="Sequence">The sequence of the last row that was handed out; not negative.</param>
public readonly record struct SequenceCursor(long Sequence)
{
    private const byte Version = 2;
    private const int Size = 9;

    /// <summary>The opaque text.</summary>
    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Sequence);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the opaque text; anything else is false, whatever its length.</summary>
    public static bool TryDecode(string? text, out SequenceCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!CursorText.TryDecode(text, Version, bytes)) return false;
        cursor = new SequenceCursor(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]));
        return cursor.Sequence >= 0;
    }
}
