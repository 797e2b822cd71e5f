using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Stigmem.Benchmarks.Load;

namespace Stigmem.Benchmarks.Nodes;

/// <summary>Finds free ports and waits for the first good answer of a server that is starting.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Polls tightly; returns the time from the start of the process to its first 200.</summary>
    public static async Task<TimeSpan> WaitAsync(
        ChildProcess child, Uri origin, string target, CancellationToken cancellation)
    {
        var requests = new PackedRequests(origin, apiKey: null);
        requests.AddGet(target);
        while (Stopwatch.GetElapsedTime(child.StartedAt) < Patience)
        {
            if (child.HasExited)
            {
                throw new UsageException($"the server ended while starting:\n{child.Errors}");
            }

            if (await AnswersAsync(origin, requests[0], cancellation))
            {
                return Stopwatch.GetElapsedTime(child.StartedAt);
            }

            await Task.Delay(Pause, cancellation);
        }

        throw new UsageException($"no good answer from {origin}{target} within {Patience.TotalSeconds:N0} s:\n{child.Errors}");
    }

    private static async Task<bool> AnswersAsync(Uri origin, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        using var connection = new HttpConnection();
        try
        {
            await connection.ConnectAsync(origin, cancellation);
            return await connection.SendAsync(request, cancellation) == 200;
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return false;
        }
    }
}
