using System.Net.Http.Headers;
using System.Text.Json;
using Stigmem.Sdk.Errors;

namespace Stigmem.Sdk.Transport;

/// <summary>Sends requests to one node: headers, timeout, repetition, and one kind of exception.</summary>
internal sealed class NodeConnection(HttpClient http, StigmemClientOptions options)
{
    private readonly string _base = options.BaseUrl.AbsoluteUri.TrimEnd('/');
    private readonly AuthenticationHeaderValue? _authorization = options.ApiKey is { } key ? new("Bearer", key) : null;
    private readonly string? _session = string.IsNullOrWhiteSpace(options.SessionId) ? null : options.SessionId.Trim();

    /// <summary>The clock of pauses and timeouts.</summary>
    public TimeProvider Time => options.TimeProvider;

    public Task<T> GetAsync<T>(Target target, CancellationToken cancellation) => SendAsync<T>(NodeRequest.Get(target), cancellation);

    public Task<T> SendAsync<T>(NodeRequest request, CancellationToken cancellation) =>
        RepeatAsync(request, ReadJsonAsync<T>, cancellation);

    public Task SendAsync(NodeRequest request, CancellationToken cancellation) =>
        RepeatAsync(request, IgnoreAsync, cancellation);

    public Task<string> GetTextAsync(Target target, string accept, CancellationToken cancellation) =>
        RepeatAsync(NodeRequest.Get(target) with { Accept = accept }, ReadTextAsync, cancellation);

    /// <summary>The body as it arrives; the caller disposes it and with it the connection.</summary>
    public Task<Stream> OpenAsync(Target target, string accept, CancellationToken cancellation) =>
        RepeatAsync(NodeRequest.Get(target) with { Accept = accept }, OpenBodyAsync, cancellation);

    /// <summary>Waits by the clock of the options.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellation) => Task.Delay(pause, options.TimeProvider, cancellation);

    private async Task<T> RepeatAsync<T>(
        NodeRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                return await AttemptAsync(request, read, cancellation).ConfigureAwait(false);
            }
            catch (StigmemException failure) when (request.Repetition.Allows(failure))
            {
                if (options.Retry.WaitAfter(attempt, failure.RetryAfter) is not { } delay)
                    throw;
                wait = delay;
            }

            await Task.Delay(wait, options.TimeProvider, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<T> AttemptAsync<T>(
        NodeRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        var status = 0;
        try
        {
            using var message = Message(request);
            var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode && status != request.AlsoAnswers)
                throw await Refusal.ReadAsync(request, response, options.TimeProvider, either.Token).ConfigureAwait(false);
            return await read(response, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cause.Message, cause, cancellation);
        }
        catch (OperationCanceledException cause)
        {
            throw TransportFailure.Timeout(request, cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            throw TransportFailure.Unreachable(request, cause);
        }
        catch (JsonException cause)
        {
            throw TransportFailure.InvalidAnswer(request, status, cause);
        }
    }

    private HttpRequestMessage Message(NodeRequest request)
    {
        HttpRequestMessage message = new(request.Method, _base + request.Target);
        message.Headers.Authorization = _authorization;
        message.Headers.Accept.ParseAdd(request.Accept);
        if (_session is not null)
            message.Headers.Add("Stigmem-Session", _session);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new(NodeRequest.Json);
        }

        return message;
    }

    private static async Task<T> ReadJsonAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var answer = await JsonSerializer.DeserializeAsync(body, WireTypes.Of<T>(), cancellation).ConfigureAwait(false);
                return answer ?? throw new JsonException("The answer is null.");
            }
        }
    }

    private static async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
            return await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
    }

    private static Task<Stream> OpenBodyAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        response.Content.ReadAsStreamAsync(cancellation);

    private static Task<bool> IgnoreAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        response.Dispose();
        return Task.FromResult(true);
    }
}
