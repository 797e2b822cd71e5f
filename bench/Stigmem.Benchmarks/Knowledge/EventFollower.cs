using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Stigmem.Benchmarks.Knowledge;

/// <summary>Follows one subscription and notes when the event of each numbered fact arrived.</summary>
internal sealed class EventFollower : IAsyncDisposable
{
    private const string Mark = "\"value_v\":\"";

    private readonly HttpClient _client;
    private readonly HttpResponseMessage _response;
    private readonly long[] _arrivals;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;
    private long _count;

    private EventFollower(HttpClient client, HttpResponseMessage response, StreamReader lines, int facts)
    {
        (_client, _response, _arrivals) = (client, response, new long[facts]);
        _reading = Task.Run(() => ReadAsync(lines));
    }

    /// <summary>Events that arrived.</summary>
    public long Count => Interlocked.Read(ref _count);

    public static async Task<EventFollower> OpenAsync(Uri origin, string key, string subscription, int facts, CancellationToken cancellation)
    {
        var client = new HttpClient { BaseAddress = origin, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var response = await client.GetAsync(new Uri($"/v1/subscriptions/{subscription}/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
        var lines = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation));
        // The comment that says from where the stream tells.
        await lines.ReadLineAsync(cancellation);
        return new EventFollower(client, response, lines, facts);
    }

    /// <summary>When the event of a fact arrived, by the stopwatch; 0 if it did not.</summary>
    public long ArrivalOf(int fact) => Interlocked.Read(ref _arrivals[fact]);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _response.Dispose();
        _client.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync(StreamReader lines)
    {
        try
        {
            while (await lines.ReadLineAsync(_end.Token) is { } line)
            {
                var start = line.IndexOf(Mark, StringComparison.Ordinal);
                if (start < 0)
                {
                    continue;
                }

                var text = line.AsSpan(start + Mark.Length);
                if (int.TryParse(text[..text.IndexOf('"')], NumberStyles.None, CultureInfo.InvariantCulture, out var fact) && fact < _arrivals.Length)
                {
                    Interlocked.Exchange(ref _arrivals[fact], Stopwatch.GetTimestamp());
                    Interlocked.Increment(ref _count);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }
}
