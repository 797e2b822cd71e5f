using System.Buffers.Binary;
using System.Buffers.Text;

namespace Stigmem.Core.Paging;

/// <summary>A place in a list that is ordered by confidence, then time, then commit sequence, all falling.</summary>
/// <param name="Confidence">The confidence of the last row.</param>
/// <param name="Microseconds">Its timestamp, as microseconds since the Unix epoch.</param>
/// <param name="Sequence">Its sequence.</param>
public readonly record struct SureCursor(double Confidence, long Microseconds, long Sequence)
{
    private const byte Version = 3;
    private const int Size = 25;

    /// <summary>Before everything.</summary>
    public static SureCursor Start { get; } = new(2, 0, 0);

    /// <summary>The opaque text.</summary>
    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], Confidence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[9..], Microseconds);
        BinaryPrimitives.WriteInt64BigEndian(bytes[17..], Sequence);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the opaque text; anything else is false, whatever its length.</summary>
    public static bool TryDecode(string? text, out SureCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!CursorText.TryDecode(text, Version, bytes)) return false;
        cursor = new SureCursor(
            BinaryPrimitives.ReadDoubleBigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..]), BinaryPrimitives.ReadInt64BigEndian(bytes[17..]));
        return cursor.Confidence is > 0 and <= 1;
    }
}
