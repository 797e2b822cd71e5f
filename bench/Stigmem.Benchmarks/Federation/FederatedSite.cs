using System.Globalization;
using System.Text.Json;
using Stigmem.Benchmarks.Nodes;
using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Federation;

/// <summary>A node that federates on this machine, and what its operator does with others.</summary>
internal sealed class FederatedSite : IDisposable
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["STIGMEM_FEDERATION_ENABLED"] = "1",
        ["STIGMEM_FEDERATION_INSECURE"] = "1",
        ["STIGMEM_LOG_LEVEL"] = "error",
    };

    public FederatedSite(string executable, string folder) => Site = new NodeSite(executable, folder, Settings);

    public NodeSite Site { get; }

    /// <summary>Makes the first key and starts the node.</summary>
    public async Task<RunningNode> StartAsync(CancellationToken cancellation)
    {
        await Site.BootstrapAsync(cancellation);
        return await Site.StartAsync(cancellation);
    }

    /// <summary>Introduces this node to another, and lets the other's operator approve it.</summary>
    public async Task JoinAsync(FederatedSite other, CancellationToken cancellation)
    {
        var made = await Site.AskAsync(
            ["federation", "register-peer", "--remote-url", other.Site.Url, "--local-url", Site.Url, "--api-key", other.Site.ApiKey, "--json"], cancellation);
        using var introduction = JsonDocument.Parse(made);
        string Told(string name) => introduction.RootElement.GetProperty(name).GetString()!;
        await other.Site.AskAsync(
            [
                "federation", "approve", Told("peer_id"), "--fingerprint", Told("fingerprint"), "--declaration", Told("declaration_digest"),
                "--url", other.Site.Url, "--api-key", other.Site.ApiKey,
            ],
            cancellation);
    }

    /// <summary>Both directions.</summary>
    public static async Task JoinBothAsync(FederatedSite a, FederatedSite b, CancellationToken cancellation)
    {
        await a.JoinAsync(b, cancellation);
        await b.JoinAsync(a, cancellation);
    }

    /// <summary>Committed rows: what another connection sees is on the disk.</summary>
    public SqliteFile OpenStore() => SqliteFile.Open(Site.Database, readOnly: true);

    /// <summary>Rows in the log; each received fact has a second one that says where it came from.</summary>
    public static long Rows(SqliteFile store) => store.QueryNumber("SELECT coalesce((SELECT chain_seq FROM facts ORDER BY seq DESC LIMIT 1), 0)");

    /// <summary>Processor time of a process so far.</summary>
    public static TimeSpan ProcessorTime(RunningNode node)
    {
        var fields = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{node.Id}/stat"));
        var numbers = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
        const double TicksPerSecond = 100;
        return TimeSpan.FromSeconds((long.Parse(numbers[11], CultureInfo.InvariantCulture) + long.Parse(numbers[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    public void Dispose() => Site.Dispose();
}
