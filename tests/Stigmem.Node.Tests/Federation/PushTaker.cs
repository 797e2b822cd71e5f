using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Push;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A peer that is pushed to, and answers what a test tells it to.</summary>
internal sealed class PushTaker : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PaperPeer _paper;

    private PushTaker(WebApplication app)
    {
        _app = app;
        _paper = new PaperPeer { Url = app.Urls.First() };
    }

    public string NodeId => _paper.NodeId;

    /// <summary>The facts of each call.</summary>
    public ConcurrentQueue<IReadOnlyList<JsonElement>> Calls { get; } = [];

    /// <summary>What it answers to the facts of a call: a status and the reason for each fact that it refuses.</summary>
    public Func<IReadOnlyList<JsonElement>, (int Status, IReadOnlyDictionary<string, string> Refused)> Answer { get; set; } = All;

    public int? RetryAfter { get; set; }

    /// <summary>Takes everything.</summary>
    public static (int, IReadOnlyDictionary<string, string>) All(IReadOnlyList<JsonElement> facts) => (202, new Dictionary<string, string>());

    public static async Task<PushTaker> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        PushTaker? taker = null;
        app.MapPost("/v1/federation/facts/push", (RequestDelegate)(http => taker!.TakeAsync(http)));
        await app.StartAsync();
        return taker = new PushTaker(app);
    }

    /// <summary>Registers it on a node as active.</summary>
    public async Task<Peer> JoinAsync(FederatedNode node, bool isOwnKind = true)
    {
        await _paper.JoinAsync(node, isOwnKind);
        return PeerOn(node);
    }

    /// <summary>One round of a node that pushes to it.</summary>
    public Task<PushOutcome> RoundAsync(FederatedNode node) =>
        node.Node.App.Services.GetRequiredService<PushRound>().RunAsync(PeerOn(node), CancellationToken.None);

    /// <summary>What it was pushed in all calls.</summary>
    public IReadOnlyList<string> Values => [.. Calls.SelectMany(call => call).Select(fact => fact.GetProperty("value").GetProperty("v").ToString())];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _paper.Dispose();
    }

    private Peer PeerOn(FederatedNode node) => node.Node.App.Services.GetRequiredService<PeerDirectory>().Current[NodeId];

    private async Task TakeAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        IReadOnlyList<JsonElement> facts = [.. body.RootElement.GetProperty("facts").EnumerateArray().Select(fact => fact.Clone())];
        Calls.Enqueue(facts);
        var (status, refused) = Answer(facts);
        http.Response.StatusCode = status;
        if (RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await http.Response.WriteAsJsonAsync(new
        {
            accepted = facts.Count - refused.Count,
            rejected = refused.Count,
            errors = refused.Select(one => new { fact_id = one.Key, error = one.Value }),
        });
    }
}
