using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>The least that Kestrel can do for a request: what the node's reads are held against.</summary>
internal static class HelloServer
{
    /// <summary>Serves until standard input ends, which it does when the parent is gone, however it went.</summary>
    public static async Task<int> RunAsync(int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        server.MapGet("/", static () => "Hello World!");
        await server.StartAsync(cancellation);
        await Console.In.ReadToEndAsync(cancellation);
        await server.StopAsync(cancellation);
        return 0;
    }
}
