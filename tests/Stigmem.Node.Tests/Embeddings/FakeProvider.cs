using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Tests.Embeddings;

/// <summary>An embedding provider on loopback that knows which words mean the same; both dialects.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const int Dimension = 4;

    private static readonly Dictionary<string, int> Meanings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["car"] = 0, ["automobile"] = 0, ["vehicle"] = 0, ["cat"] = 1, ["kitten"] = 1,
    };

    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Every text that it was shown.</summary>
    public ConcurrentQueue<string> Texts { get; } = [];

    /// <summary>How many calls it had.</summary>
    public int Calls { get; private set; }

    /// <summary>The key of the last call.</summary>
    public string? Authorization { get; private set; }

    /// <summary>What it does instead of answering; false goes on.</summary>
    public Func<HttpContext, IReadOnlyList<string>, Task<bool>> Instead { get; set; } = (_, _) => Task.FromResult(false);

    public static async Task<FakeProvider> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var provider = new FakeProvider(builder.Build());
        provider._app.Map("/{**path}", (RequestDelegate)provider.AnswerAsync);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Settings of a node that uses it, with keys for all.</summary>
    public Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        Dictionary<string, string> settings = new()
        {
            ["EMBED_ENABLED"] = "true", ["EMBED_MODEL_PROVIDER"] = "openai", ["EMBED_MODEL_ID"] = "fake", ["EMBED_DIMENSION"] = "4",
            ["EMBED_OPENAI_URL"] = Url, ["EMBED_OPENAI_API_KEY_ENV"] = "STIGMEM_NO_KEY", ["EMBED_QUESTION_TIMEOUT_MS"] = "10000",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }

    /// <summary>From now on it answers with a status.</summary>
    public void Says(int status) => Instead = (http, _) =>
    {
        http.Response.StatusCode = status;
        return Task.FromResult(true);
    };

    /// <summary>From now on it answers with a text.</summary>
    public void Says(string body) => Instead = async (http, _) =>
    {
        await http.Response.WriteAsync(body);
        return true;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        Authorization = http.Request.Headers.Authorization;
        Calls++;
        var texts = body.RootElement.TryGetProperty("prompt", out var prompt)
            ? [prompt.GetString()!]
            : body.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToList();
        foreach (var text in texts)
            Texts.Enqueue(text);
        if (await Instead(http, texts))
            return;
        // Answers come in another order than the texts.
        var items = texts.Select((text, i) => $$"""{"object":"embedding","index":{{i}},"embedding":{{Vector(text)}}}""").Reverse();
        await http.Response.WriteAsync(http.Request.Path.Value switch
        {
            "/api/embed" => $$"""{"model":"fake","embeddings":[{{string.Join(",", texts.Select(Vector))}}]}""",
            "/api/embeddings" => $$"""{"embedding":{{Vector(texts[0])}}}""",
            "/embeddings" => $$"""{"object":"list","data":[{{string.Join(",", items)}}]}""",
            _ => throw new InvalidOperationException(http.Request.Path),
        });
    }

    /// <summary>One axis a meaning; what it does not know lies on one of its own.</summary>
    private static string Vector(string text)
    {
        var vector = new double[Dimension];
        vector[Dimension - 1] = 0.1;
        foreach (var word in text.Split([' ', ':', '?', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Meanings.TryGetValue(word, out var axis))
                vector[axis] += 1;
        }
        return $"[{string.Join(",", vector.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";
    }
}
