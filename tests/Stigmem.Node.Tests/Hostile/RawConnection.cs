using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>What came back, read without any help of an HTTP client.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public bool Closes => Headers.GetValueOrDefault("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>A connection that sends whatever bytes a test likes and reads HTTP/1.1 answers.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly BufferedStream _stream;

    public RawConnection(Uri node)
    {
        _socket.Connect(node.Host, node.Port);
        _socket.ReceiveTimeout = 30_000;
        _stream = new BufferedStream(new NetworkStream(_socket), 16_384);
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _stream.Flush();
    }

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    /// <summary>The next answer, or null when the node has closed the connection.</summary>
    public RawAnswer? Read(bool isHead = false)
    {
        try
        {
            return ReadOne(isHead);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown })
        {
            return null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _stream.Dispose();
    }

    private RawAnswer? ReadOne(bool isHead)
    {
        if (ReadLine() is not { } line)
            return null;
        var status = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (ReadLine() is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }
        if (status == 100)
            return ReadOne(isHead);
        if (isHead || status is 204 or 304)
            return new RawAnswer(status, headers, []);
        if (headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
            return new RawAnswer(status, headers, ReadChunks());
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        _stream.ReadExactly(body);
        return new RawAnswer(status, headers, body);
    }

    private byte[] ReadChunks()
    {
        using var all = new MemoryStream();
        while (true)
        {
            var size = int.Parse(ReadLine()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = new byte[size];
            _stream.ReadExactly(chunk);
            all.Write(chunk);
            ReadLine();
            if (size == 0)
                return all.ToArray();
        }
    }

    private string? ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            var b = _stream.ReadByte();
            if (b < 0)
                return line.Length == 0 ? null : throw new EndOfStreamException();
            if (b == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)b);
        }
    }
}
