using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Hosting;

/// <summary>Where the node listens: one port, behind mutual TLS when that is set up, or one for clients and one for peers.</summary>
internal static class Listeners
{
    private const int LongestHeaderBytes = 32 * 1024;

    public static void Configure(KestrelServerOptions kestrel, NodeSettings settings)
    {
        kestrel.AddServerHeader = false;
        // Bodies are measured by their reader, which answers 413 in the contract's form.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaderBytes;
        kestrel.Limits.MaxRequestLineSize = LongestHeaderBytes;
        var (host, transport) = (StartRules.BindAddress(settings), settings.Transport);
        Listen(kestrel, host, settings.Identity.Port, transport is { IsMutual: true, HasOwnPort: false });
        if (transport.HasOwnPort)
            Listen(kestrel, host, transport.FederationPort, isMutual: true);
    }

    private static void Listen(KestrelServerOptions kestrel, string host, int port, bool isMutual)
    {
        Action<ListenOptions> configure = isMutual ? Secure : _ => { };
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            kestrel.ListenLocalhost(port, configure);
        else
            kestrel.Listen(IPAddress.Parse(host), port, configure);
    }

    private static void Secure(ListenOptions listen)
    {
        var services = listen.ApplicationServices;
        var (tls, time) = (services.GetRequiredService<MutualTls>(), services.GetRequiredService<TimeProvider>());
        // As without TLS; a second protocol would be a second way to send what the first one bounds.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => new PlainTextGate(next, time).OnConnectionAsync);
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = connection => ValueTask.FromResult(tls.ForClient(connection.Connection.RemoteEndPoint)) });
    }
}
