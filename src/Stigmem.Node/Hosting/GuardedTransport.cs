using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Stigmem.Node.Hosting;

/// <summary>
/// Connections to addresses that a rule allows. The name is resolved here and the connection goes to the very address
/// that was checked, so that a second answer of the name server cannot lead elsewhere.
/// </summary>
internal static class GuardedTransport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepConnections = TimeSpan.FromMinutes(1);

    /// <param name="mayCall">Whether an address may be called; every address of a name must be allowed.</param>
    /// <param name="secure">Puts TLS on a connection to a host; null leaves that to the handler, with what the machine trusts.</param>
    /// <param name="resolve">Looks a name up; null asks the machine's name servers.</param>
    public static SocketsHttpHandler Create(
        Func<IPAddress, bool> mayCall, Func<Stream, string, CancellationToken, ValueTask<SslStream>>? secure = null,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) => new()
    {
        AllowAutoRedirect = false,
        // A proxy would resolve the name itself, unchecked.
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = KeepConnections,
        ConnectCallback = async (context, ct) =>
        {
            var stream = await ConnectAsync(context.DnsEndPoint, mayCall, resolve ?? Dns.GetHostAddressesAsync, ct);
            return secure is not null && context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps
                ? await secure(stream, context.DnsEndPoint.Host, ct)
                : stream;
        },
    };

    private static async Task<Stream> ConnectAsync(
        DnsEndPoint target, Func<IPAddress, bool> mayCall, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken ct)
    {
        var addresses = await resolve(target.Host, ct);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => mayCall(address)))
            throw new HttpRequestException($"{target.Host} is not at an address that this node may call");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
