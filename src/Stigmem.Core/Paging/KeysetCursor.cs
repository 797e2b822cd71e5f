using System.Buffers.Binary;
using System.Buffers.Text;
using Stigmem.Core.Clock;

namespace Stigmem.Core.Paging;

/// <summary>A place in a list that is ordered by time and then by id. Clients treat the text as opaque.</summary>
/// <param name="Microseconds">The timestamp of the last row, as microseconds since the Unix epoch.</param>
/// <param name="Id">The id of the last row.</param>
public readonly record struct KeysetCursor(long Microseconds, Guid Id)
{
    private const byte Version = 1;
    private const int Size = 25;

    /// <summary>The opaque text.</summary>
    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Microseconds);
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads the opaque text; anything else is false, whatever its length.</summary>
    public static bool TryDecode(string? text, out KeysetCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!CursorText.TryDecode(text, Version, bytes)) return false;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        if (!Instants.IsInRange(microseconds)) return false;
        cursor = new KeysetCursor(microseconds, new Guid(bytes[9..], bigEndian: true));
        return true;
    }
}
