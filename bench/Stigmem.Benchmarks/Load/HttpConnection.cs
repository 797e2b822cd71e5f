using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Stigmem.Benchmarks.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection with one request in flight. Knows just what a load client needs, a status and a
/// body, because client and server share the cores: what the client burns is missing from the figure.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ResponseBuffer _response = new();

    /// <summary>The body of the last answer; valid until the next request.</summary>
    public ReadOnlyMemory<byte> Body => _response.Body;

    /// <summary>False once the server has said that it closes the connection.</summary>
    public bool KeepsAlive => _response.KeepsAlive;

    public ValueTask ConnectAsync(Uri origin, CancellationToken cancellation) =>
        _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, origin.Port), cancellation);

    /// <summary>Sends one request and returns the status of its answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        while (request.Length > 0)
        {
            request = request[await _socket.SendAsync(request, cancellation)..];
        }

        _response.Clear();
        do
        {
            var read = await _socket.ReceiveAsync(_response.Free, cancellation);
            if (read == 0)
            {
                throw new HttpProtocolException("the server closed the connection in the middle of an answer");
            }

            _response.Advance(read);
        }
        while (!_response.TryComplete());
        return _response.Status;
    }

    public void Dispose() => _socket.Dispose();
}
