using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Stigmem.Node.Federation.Tls;

/// <summary>Answers whoever speaks plain HTTP to a TLS port, who would see a closed connection and not know why.</summary>
internal sealed class PlainTextGate(ConnectionDelegate next, TimeProvider time)
{
    private const byte TlsHandshake = 0x16;
    private const string Body = """{"error":"mTLS required","detail":"this port speaks TLS and needs a client certificate","code":"mutual_tls_required"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 421 Misdirected Request\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}");

    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        using (var timeout = new CancellationTokenSource(Patience, time))
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, connection.ConnectionClosed))
        {
            try
            {
                var first = await connection.Transport.Input.ReadAsync(over.Token);
                var isPlain = !first.Buffer.IsEmpty && first.Buffer.FirstSpan[0] != TlsHandshake;
                // Nothing is taken: the handshake reads it again.
                connection.Transport.Input.AdvanceTo(first.Buffer.Start);
                if (isPlain)
                {
                    await connection.Transport.Output.WriteAsync(Answer, over.Token);
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        await next(connection);
    }
}
