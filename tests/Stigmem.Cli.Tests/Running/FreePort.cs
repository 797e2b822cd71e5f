using System.Net;
using System.Net.Sockets;

namespace Stigmem.Cli.Tests.Running;

/// <summary>Ports for programs that must know theirs before they listen.</summary>
public static class FreePort
{
    /// <summary>A port that nobody used a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
