using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Stigmem.Node.Hosting;

/// <summary>Makes UUIDs of version 7 (RFC 9562): they sort by time, so an index over them grows at its end.</summary>
/// <param name="time">The clock.</param>
/// <param name="fill">Fills bytes at random; the system's generator unless a simulation scripts it.</param>
internal sealed class IdSource(TimeProvider time, Action<byte[]>? fill = null)
{
    private const int PoolBytes = 4_096;
    private readonly Action<byte[]> _fill = fill ?? (static bytes => RandomNumberGenerator.Fill(bytes));
    private readonly byte[] _pool = new byte[PoolBytes];
    private readonly Lock _gate = new();
    private int _used = PoolBytes;

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
        {
            if (_used + 10 > PoolBytes)
            {
                _fill(_pool);
                _used = 0;
            }
            _pool.AsSpan(_used, 10).CopyTo(bytes[6..]);
            _used += 10;
        }
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)milliseconds);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
