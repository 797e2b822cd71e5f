using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Stigmem.Data.Sqlite;

/// <summary>Texts that were read lately, so that names which repeat from row to row are not made again.</summary>
internal sealed class SharedTexts
{
    private const int Places = 512;
    private const int Longest = 128;
    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text of UTF-8 bytes.</summary>
    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is < sizeof(long) or > Longest)
            return Encoding.UTF8.GetString(utf8);
        ref var place = ref _texts[PlaceOf(utf8)];
        return place is { } text && Ascii.Equals(utf8, text) ? text : place = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Names differ at their end, mostly.</summary>
    private static uint PlaceOf(ReadOnlySpan<byte> utf8)
    {
        var end = BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]);
        return BitOperations.Crc32C((uint)utf8.Length, end) % Places;
    }
}
