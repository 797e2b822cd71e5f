using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Stigmem.Data.Sqlite;
using Stigmem.Sdk;

namespace Stigmem.Cli.Doctor;

/// <summary>The port is free, or a node answers there.</summary>
internal static class PortCheck
{
    private const string Name = "port";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<CheckResult> RunAsync(Patient patient, CancellationToken cancellation)
    {
        if (patient.Settings is not { } settings)
            return CheckResult.Skipped(Name, "the settings cannot be read");
        var port = settings.Identity.Port;
        if (port == 0)
            return CheckResult.Ok(Name, "a free port is taken at the start");
        if (IsFree(port))
            return Free(patient, port);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var client = new StigmemClient(http, new StigmemClientOptions { BaseUrl = address, Timeout = Patience, Retry = RetryPolicy.None });
        try
        {
            var node = await client.Node.DiscoverAsync(cancellation);
            return CheckResult.Ok(Name, $"node {node.NodeId} answers on {port}");
        }
        catch (StigmemException e) when (settings.Transport.IsMutual && e.Code == "mutual_tls_required")
        {
            return CheckResult.Ok(Name, $"a node with mutual TLS answers on {port}");
        }
        catch (StigmemException e)
        {
            return CheckResult.Failed(Name, $"another program has port {port} ({e.Code})", "Stop it, or choose another port with STIGMEM_PORT.");
        }
    }

    private static CheckResult Free(Patient patient, int port) => StoreReplacement.IsInUse(patient.DatabasePath)
        ? CheckResult.Warning(Name, $"port {port} is free, yet a process uses the database", "If that is a node with another port, nothing is wrong.")
        : CheckResult.Ok(Name, $"port {port} is free");

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
