using System.Text.Json;

namespace Stigmem.Node.Tests.Subscriptions;

/// <summary>A stream of events, as a client reads it.</summary>
internal sealed class EventLines : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventLines(HttpResponseMessage response, Stream body) => (_response, _reader) = (response, new StreamReader(body));

    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>Where the stream begins.</summary>
    public string Start { get; private set; } = "";

    public static async Task<EventLines> OpenAsync(HttpClient client, string? id, string? last = null, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/subscriptions/{id}/stream{query}");
        if (last is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        response.EnsureSuccessStatusCode();
        var lines = new EventLines(response, await response.Content.ReadAsStreamAsync());
        Assert.Equal(": open", await lines.LineAsync());
        lines.Start = (await lines.LineAsync())!["id: ".Length..];
        Assert.Equal("", await lines.LineAsync());
        return lines;
    }

    /// <summary>A line; null at the end.</summary>
    public async Task<string?> LineAsync() => await _reader.ReadLineAsync().WaitAsync(Patience);

    /// <summary>The next event: its id, type and data.</summary>
    public async Task<(string Id, string Type, JsonElement Data)> NextAsync()
    {
        string? line;
        do
            line = await LineAsync();
        while (line is "" || line?.StartsWith(':') == true);
        var id = line!["id: ".Length..];
        var type = (await LineAsync())!["event: ".Length..];
        return (id, type, JsonDocument.Parse((await LineAsync())!["data: ".Length..]).RootElement);
    }

    /// <summary>Reads on until the node ends the stream.</summary>
    public async Task EndAsync()
    {
        while (await LineAsync() is not null)
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
