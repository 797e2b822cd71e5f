using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Stigmem.Sdk.Tests.Scripted;

/// <summary>A server on loopback that answers what it was told to, in order, and remembers what it was asked.</summary>
internal sealed class ScriptedNode : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script = new();
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private ScriptedNode(WebApplication app) => _app = app;

    public IReadOnlyList<Received> Received => [.. _received];

    public Uri BaseUrl => new(_app.Urls.First());

    public static async Task<ScriptedNode> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        ScriptedNode node = new(builder.Build());
        node._app.Run(node.AnswerAsync);
        await node._app.StartAsync();
        return node;
    }

    /// <summary>A client of this node that does not wait in earnest and never times out, unless told to.</summary>
    public StigmemClient Client(TimeProvider? time = null, TimeSpan? timeout = null, RetryPolicy? retry = null, string? apiKey = null) =>
        new(_http, new StigmemClientOptions
        {
            BaseUrl = BaseUrl,
            ApiKey = apiKey,
            Timeout = timeout ?? Timeout.InfiniteTimeSpan,
            Retry = retry ?? RetryPolicy.Default,
            TimeProvider = time ?? new ManualClock(skipsWaits: true),
        });

    public ScriptedNode Then(Func<HttpContext, Task> step)
    {
        _script.Enqueue(step);
        return this;
    }

    public ScriptedNode Then(int status, string body = "", string type = "application/json", string? retryAfter = null) => Then(async http =>
    {
        http.Response.StatusCode = status;
        if (retryAfter is not null)
            http.Response.Headers.RetryAfter = retryAfter;
        if (body.Length == 0)
            return;
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body);
    });

    /// <summary>Promises more than it sends, for which Kestrel closes the connection after the last byte.</summary>
    public ScriptedNode ThenTornBody(int status, string body) => Then(async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentLength = body.Length + 10_000;
        await http.Response.WriteAsync(body);
        await http.Response.Body.FlushAsync();
    });

    /// <summary>Cuts the connection without a word.</summary>
    public ScriptedNode ThenHangUp() => Then(http =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using StreamReader reader = new(http.Request.Body, Encoding.UTF8);
        _received.Enqueue(new Received(
            http.Request.Method,
            http.Features.Get<IHttpRequestFeature>()!.RawTarget,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync()));
        if (_script.TryDequeue(out var step))
            await step(http);
        else
            http.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }
}
