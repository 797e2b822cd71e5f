using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stigmem.Simulation.Nodes;

/// <summary>Stands where a node has Kestrel: requests come in by a call, and go through the same pipeline.</summary>
internal sealed class InProcessServer : IServer
{
    private Func<IFeatureCollection, Task>? _process;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _process = async features =>
        {
            var context = application.CreateContext(features);
            try
            {
                await application.ProcessRequestAsync(context);
                application.DisposeContext(context, null);
            }
            catch (Exception e)
            {
                application.DisposeContext(context, e);
                throw;
            }
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // It holds no socket.
    }

    /// <summary>One request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="target">Path and query as on the request line.</param>
    /// <param name="authorization">The header, or null.</param>
    /// <param name="body">A JSON text, or null.</param>
    public async Task<NodeAnswer> AnswerAsync(string method, string target, string? authorization, string? body)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var bytes = body is null ? [] : Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestFeature
        {
            Method = method,
            Protocol = "HTTP/1.1",
            Scheme = "http",
            PathBase = "",
            Path = Uri.UnescapeDataString(query < 0 ? target : target[..query]),
            QueryString = query < 0 ? "" : target[query..],
            RawTarget = target,
            Body = new MemoryStream(bytes),
        };
        request.Headers.Host = "127.0.0.1";
        if (authorization is not null)
            request.Headers.Authorization = authorization;
        if (body is not null)
            (request.Headers.ContentType, request.Headers.ContentLength) = ("application/json", bytes.Length);
        using var sent = new MemoryStream();
        var response = new HttpResponseFeature();
        var stream = new StreamResponseBodyFeature(sent);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(stream);
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        await _process!(features);
        await stream.CompleteAsync();
        return new NodeAnswer(response.StatusCode, sent.ToArray(), (string?)response.Headers.RetryAfter);
    }
}
