using System.Net;
using System.Net.Sockets;

namespace Stigmem.Node.Auth.Oidc;

/// <summary>
/// Connections to public addresses only. The name is resolved here and the connection goes to the very address that
/// was checked, so that a second answer of the name server cannot lead elsewhere.
/// </summary>
internal static class PublicTransport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepConnections = TimeSpan.FromMinutes(1);

    /// <param name="allowLoopback">Whether this machine may be called too.</param>
    public static SocketsHttpHandler Create(bool allowLoopback) => new()
    {
        AllowAutoRedirect = false,
        // A proxy would resolve the name itself, unchecked.
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = KeepConnections,
        ConnectCallback = async (context, ct) => await ConnectAsync(context.DnsEndPoint, allowLoopback, ct),
    };

    private static async Task<Stream> ConnectAsync(DnsEndPoint target, bool allowLoopback, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, ct);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => MayCall(address, allowLoopback)))
            throw new HttpRequestException($"{target.Host} is not at a public address");
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

    private static bool MayCall(IPAddress address, bool allowLoopback) =>
        PublicAddress.IsPublic(address) || (allowLoopback && IPAddress.IsLoopback(address));
}
