using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Tests.Tracing;

/// <summary>A collector on a free port of loopback.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _bodies = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Its base URL.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Every body that was posted, as text; what is text in it can be searched.</summary>
    public string Everything => string.Concat(_bodies.Select(System.Text.Encoding.Latin1.GetString));

    /// <summary>Every span that arrived.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. _bodies.SelectMany(OtlpSpan.Read)];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/traces", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Assert.Equal("application/x-protobuf", http.Request.ContentType);
        _bodies.Enqueue(body.ToArray());
    }
}
