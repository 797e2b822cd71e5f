using System.Runtime.CompilerServices;
using System.Text.Json;
using Stigmem.Protocol.Subscriptions;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Subscriptions;

/// <summary>Reads a stream of events over as many connections as it takes.</summary>
internal sealed class EventReader(NodeConnection node, Func<Target> stream, string? after)
{
    private const string Accept = "text/event-stream";

    // The node gives a sign of life every fifteen seconds.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private TimeSpan _pause = FirstPause;

    /// <summary>The events of one connection; it ends when that does, and throws only for a refusal.</summary>
    public async IAsyncEnumerable<SubscriptionDelivery> ConnectionAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is not { } body)
            yield break;
        await using (body.ConfigureAwait(false))
        {
            using var lines = new StreamReader(body);
            string? id = null;
            while (await ReadAsync(lines, cancellation).ConfigureAwait(false) is { } line)
            {
                _pause = FirstPause;
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line["id: ".Length..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    yield return Parse(line);
                // Only what has come whole is passed; the node also names the place where the stream begins.
                else if (line.Length == 0)
                    after = id ?? after;
            }
        }
    }

    /// <summary>Waits before the next connection, longer each time that nothing came of one.</summary>
    public async Task PauseAsync(CancellationToken cancellation)
    {
        await Task.Delay(_pause, node.Time, cancellation).ConfigureAwait(false);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    private async Task<Stream?> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await node.OpenAsync(stream().With("after", after), Accept, cancellation).ConfigureAwait(false);
        }
        catch (StigmemException failure) when (failure.Status is 0 or 429 or >= 500)
        {
            return null;
        }
    }

    /// <summary>A line; null when the connection has ended or nothing was heard for too long.</summary>
    private async Task<string?> ReadAsync(StreamReader lines, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(LongestSilence, node.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            return await lines.ReadLineAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && e is IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private static SubscriptionDelivery Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line.AsSpan("data: ".Length), WireTypes.Of<SubscriptionDelivery>())
                ?? throw new StigmemException(200, ClientErrorCodes.InvalidAnswer, "The stream has an event that is null.");
        }
        catch (JsonException)
        {
            throw new StigmemException(200, ClientErrorCodes.InvalidAnswer, "The stream has an event that cannot be read.");
        }
    }
}
