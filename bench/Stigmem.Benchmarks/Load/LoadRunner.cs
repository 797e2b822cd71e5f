using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Stigmem.Benchmarks.Load;

/// <summary>Drives prepared requests over a number of connections, each with one request in flight.</summary>
internal sealed class LoadRunner(Uri origin, int clients)
{
    private const int FailureTextBytes = 300;

    /// <summary>Called on the connection's own turn with the request's number and the body of its 2xx answer.</summary>
    public Action<int, ReadOnlyMemory<byte>>? OnAnswer { get; init; }

    /// <summary>
    /// Takes the requests in order; with <paramref name="repeat"/> it starts over at the end until a bound is reached.
    /// </summary>
    public async Task<LoadResult> RunAsync(
        PackedRequests requests, LoadBounds bounds, bool repeat, CancellationToken cancellation)
    {
        var limit = repeat ? bounds.Requests : Math.Min(bounds.Requests, requests.Count);
        var connections = await ConnectAsync(cancellation);
        try
        {
            var turn = new Turn(limit);
            using var process = Process.GetCurrentProcess();
            var processorBefore = process.TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            var end = start + (long)(bounds.Time.TotalSeconds * Stopwatch.Frequency);
            var parts = await Task.WhenAll(
                connections.Select(connection => DriveAsync(connection, requests, turn, end, cancellation)));
            var total = new LoadResult { Elapsed = Stopwatch.GetElapsedTime(start) };
            process.Refresh();
            total.ClientProcessor = process.TotalProcessorTime - processorBefore;
            Array.ForEach(parts, total.Add);
            return total;
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private async Task<HttpConnection[]> ConnectAsync(CancellationToken cancellation)
    {
        var connections = new HttpConnection[clients];
        for (var i = 0; i < clients; i++)
        {
            connections[i] = new HttpConnection();
            await connections[i].ConnectAsync(origin, cancellation);
        }

        return connections;
    }

    private async Task<LoadResult> DriveAsync(
        HttpConnection connection, PackedRequests requests, Turn turn, long end, CancellationToken cancellation)
    {
        // Every connection starts on the pool, so that none runs its first answers before the others have begun.
        await Task.Yield();
        var result = new LoadResult();
        while (turn.Next() is { } number)
        {
            var index = (int)(number % requests.Count);
            var start = Stopwatch.GetTimestamp();
            if (start >= end)
            {
                break;
            }

            try
            {
                var status = await connection.SendAsync(requests[index], cancellation);
                if (status is >= 200 and < 300)
                {
                    result.Latency.Record(Stopwatch.GetTimestamp() - start);
                    OnAnswer?.Invoke(index, connection.Body);
                }
                else
                {
                    result.CountFailure(status, TextOf(connection.Body));
                }

                if (!connection.KeepsAlive)
                {
                    result.CountFailure(0, "the server asked to close the connection");
                    break;
                }
            }
            catch (Exception fault) when (fault is SocketException or IOException)
            {
                result.CountFailure(0, fault.Message);
                break;
            }
        }

        return result;
    }

    private static string TextOf(ReadOnlyMemory<byte> body) =>
        Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, FailureTextBytes)]);

    /// <summary>Hands out request numbers to all connections.</summary>
    private sealed class Turn(long limit)
    {
        private long _taken = -1;

        public long? Next()
        {
            var number = Interlocked.Increment(ref _taken);
            return number < limit ? number : null;
        }
    }
}
