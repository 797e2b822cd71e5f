using System.Buffers.Text;
using System.Text;

namespace Stigmem.Benchmarks.Load;

/// <summary>The bytes of one answer as they arrive: head, then a body of known length or of chunks.</summary>
internal sealed class ResponseBuffer
{
    private const int LargestAnswer = 64 << 20;

    private byte[] _bytes = new byte[16 * 1024];
    private int _filled;
    private int _bodyStart;
    private int _bodyLength;
    private bool _headRead;
    private bool _chunked;
    private int _chunkStart;

    public int Status { get; private set; }

    public bool KeepsAlive { get; private set; } = true;

    public ReadOnlyMemory<byte> Body => _bytes.AsMemory(_bodyStart, _bodyLength);

    /// <summary>Room for the next read, never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_filled == _bytes.Length)
            {
                if (_filled >= LargestAnswer)
                {
                    throw new HttpProtocolException("the answer is larger than 64 MB");
                }

                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            return _bytes.AsMemory(_filled);
        }
    }

    public void Clear()
    {
        _filled = _bodyStart = _bodyLength = 0;
        _headRead = _chunked = false;
        KeepsAlive = true;
    }

    public void Advance(int count) => _filled += count;

    /// <summary>True when the whole answer is here.</summary>
    public bool TryComplete()
    {
        if (!_headRead && !TryReadHead())
        {
            return false;
        }

        return _chunked ? TryReadChunks() : _filled - _bodyStart >= _bodyLength;
    }

    private bool TryReadHead()
    {
        var received = _bytes.AsSpan(0, _filled);
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = received[..(end + 2)];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _))
        {
            throw new HttpProtocolException("the answer is not HTTP/1.1");
        }

        Status = status;
        ReadHeaders(head[(head.IndexOf("\r\n"u8) + 2)..]);
        _headRead = true;
        _bodyStart = _chunkStart = end + 4;
        return true;
    }

    private void ReadHeaders(ReadOnlySpan<byte> headers)
    {
        while (headers.Length > 0)
        {
            var lineEnd = headers.IndexOf("\r\n"u8);
            ReadHeader(headers[..lineEnd]);
            headers = headers[(lineEnd + 2)..];
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        // First letters pick the three headers that matter; the others cost one comparison.
        switch (line.IsEmpty ? 0 : line[0] | 0x20)
        {
            case 'c' when Named(line, "Content-Length:"u8):
                _bodyLength = Utf8Parser.TryParse(line[15..].Trim((byte)' '), out int length, out _)
                    ? length
                    : throw new HttpProtocolException("the content length is not a number");
                break;
            case 'c' when Named(line, "Connection:"u8):
                KeepsAlive = !Ascii.EqualsIgnoreCase(line[11..].Trim((byte)' '), "close"u8);
                break;
            case 't' when Named(line, "Transfer-Encoding:"u8):
                _chunked = Ascii.EqualsIgnoreCase(line[18..].Trim((byte)' '), "chunked"u8);
                break;
        }
    }

    private static bool Named(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);

    /// <summary>Moves each complete chunk against the one before, so that the body ends up in one piece.</summary>
    private bool TryReadChunks()
    {
        while (true)
        {
            var rest = _bytes.AsSpan(_chunkStart, _filled - _chunkStart);
            var lineEnd = rest.IndexOf("\r\n"u8);
            if (lineEnd < 0)
            {
                return false;
            }

            if (!Utf8Parser.TryParse(rest[..lineEnd], out int size, out _, 'x'))
            {
                throw new HttpProtocolException("a chunk has no size");
            }

            if (rest.Length < lineEnd + 2 + size + 2)
            {
                return false;
            }

            rest.Slice(lineEnd + 2, size).CopyTo(_bytes.AsSpan(_bodyStart + _bodyLength));
            _bodyLength += size;
            _chunkStart += lineEnd + 2 + size + 2;
            if (size == 0)
            {
                return true;
            }
        }
    }
}
