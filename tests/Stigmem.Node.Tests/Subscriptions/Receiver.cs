using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using System.Text.Json;

namespace Stigmem.Node.Tests.Subscriptions;

/// <summary>A webhook on loopback that answers as a test tells it to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly WebApplication _app;
    private readonly Channel<Received> _calls = Channel.CreateUnbounded<Received>();

    private Receiver(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/hook";

    /// <summary>What it answers; 204 unless told otherwise. Called after the call was taken down.</summary>
    public Func<HttpContext, Received, Task> Answer { get; set; } = (http, _) =>
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Map("/{**path}", (RequestDelegate)receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The next call.</summary>
    public async Task<Received> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The values of the next facts, in the order in which they arrive.</summary>
    public async Task<List<string>> ValuesAsync(int count)
    {
        List<string> values = [];
        while (values.Count < count)
            values.Add((await NextAsync()).Fact.GetProperty("value_v").GetString()!);
        return values;
    }

    /// <summary>What has arrived and was not asked for yet.</summary>
    public bool IsQuiet => !_calls.Reader.TryPeek(out _);

    /// <summary>From now on it answers with a status.</summary>
    public void Says(int status) => Answer = (http, _) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var received = new Received(http.Request.Path, headers, await reader.ReadToEndAsync());
        var answer = Answer;
        _calls.Writer.TryWrite(received);
        await answer(http, received);
    }

    /// <summary>One call.</summary>
    internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        public JsonElement Fact => Json.GetProperty("fact");
    }
}
