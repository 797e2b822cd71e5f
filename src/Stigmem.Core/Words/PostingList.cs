namespace Stigmem.Core.Words;

/// <summary>
/// Where a term occurs: places in ascending order, each with how often. Written as varints: the distance to the place
/// before, doubled, plus one when the term occurs there more than once; then by how much more than twice.
/// </summary>
public sealed class PostingList
{
    private byte[] _bytes = new byte[8];
    private int _used;
    private int _next;

    /// <summary>How many places there are.</summary>
    public int Count { get; private set; }

    /// <summary>The encoded form.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _used);

    /// <summary>Adds a place after all others.</summary>
    /// <param name="place">Greater than the last one.</param>
    /// <param name="times">How often the term occurs there, from 1 on.</param>
    public void Add(int place, int times)
    {
        if (_bytes.Length - _used < 10)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, 32));
        Write((uint)(place - _next) << 1 | (times > 1 ? 1u : 0u));
        if (times > 1)
            Write((uint)(times - 2));
        _next = place + 1;
        Count++;
    }

    /// <summary>Adds the places of an encoded list, moved up.</summary>
    public void Add(ReadOnlySpan<byte> encoded, int offset)
    {
        var reader = new Reader(encoded);
        while (reader.Next())
            Add(offset + reader.Place, reader.Times);
    }

    private void Write(uint value)
    {
        while (value > 0x7f)
        {
            _bytes[_used++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[_used++] = (byte)value;
    }

    /// <summary>Walks an encoded list.</summary>
    public ref struct Reader(ReadOnlySpan<byte> encoded)
    {
        private readonly ReadOnlySpan<byte> _encoded = encoded;
        private int _at;
        private int _next;

        /// <summary>Where the term occurs.</summary>
        public int Place { get; private set; }

        /// <summary>How often it occurs there.</summary>
        public int Times { get; private set; }

        /// <summary>Goes on to the next place; false at the end.</summary>
        public bool Next()
        {
            if (_at >= _encoded.Length)
                return false;
            var value = Read();
            Place = _next + (int)(value >> 1);
            Times = (value & 1) == 0 ? 1 : (int)Read() + 2;
            _next = Place + 1;
            return true;
        }

        private uint Read()
        {
            uint b = _encoded[_at++];
            if (b < 0x80)
                return b;
            var value = b & 0x7f;
            for (var shift = 7; ; shift += 7)
            {
                b = _encoded[_at++];
                value |= (b & 0x7f) << shift;
                if (b < 0x80)
                    return value;
            }
        }
    }
}
