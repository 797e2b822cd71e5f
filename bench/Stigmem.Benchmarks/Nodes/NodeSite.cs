using System.Globalization;
using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Nodes;

/// <summary>A place on disk for one node: its database, its admin key and its settings. Deleted when done.</summary>
internal sealed class NodeSite : IDisposable
{
    private static readonly TimeSpan CommandPatience = TimeSpan.FromMinutes(5);
    private static readonly string[] CountedSuffixes = ["", "-wal", "-index", "-index-wal"];

    private readonly string _executable;
    private readonly string _folder;
    private readonly ChildEnvironment _environment;

    public NodeSite(string executable, string parentFolder, IReadOnlyDictionary<string, string>? more = null)
    {
        _executable = executable;
        _folder = Path.Combine(parentFolder, $"stigmem-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(_folder);
        Database = Path.Combine(_folder, "node.db");
        var port = HealthProbe.FreePort().ToString(CultureInfo.InvariantCulture);
        Origin = new Uri($"http://localhost:{port}");
        ApiKey = $"bench-{Guid.NewGuid():N}";
        Url = $"http://127.0.0.1:{port}";
        var settings = new Dictionary<string, string>
        {
            ["STIGMEM_DB_PATH"] = Database,
            ["STIGMEM_HOST"] = "127.0.0.1",
            ["STIGMEM_PORT"] = port,
            ["STIGMEM_NODE_URL"] = Url,
            ["STIGMEM_AUTH_REQUIRED"] = "true",
            ["STIGMEM_BOOTSTRAP_KEY"] = ApiKey,
            ["STIGMEM_RATE_LIMIT_WRITE_PER_HOUR"] = "0",
            ["STIGMEM_RATE_LIMIT_READ_PER_HOUR"] = "0",
            ["STIGMEM_RATE_LIMIT_DISABLED_ACK"] = "1",
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
            settings[name] = value;
        _environment = new ChildEnvironment(_folder, settings);
    }

    public string Database { get; }

    public Uri Origin { get; }

    /// <summary>The same by number, as other nodes know it.</summary>
    public string Url { get; }

    public string ApiKey { get; }

    /// <summary>The executable named on the command line, or the one the repository's build leaves behind.</summary>
    public static string FindExecutable(string? named)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(named) ? Path.GetFullPath(named) : throw new UsageException($"no node at {named}");
        }

        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "artifacts", "stigmem", "stigmem");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new UsageException("no artifacts/stigmem/stigmem here or above; build the node or name it with --node");
    }

    /// <summary>Creates the first admin key.</summary>
    public Task BootstrapAsync(CancellationToken cancellation) =>
        CommandAsync(["auth", "bootstrap-key", "--permissions", "read,write,admin,federate,admin:federation"], cancellation);

    /// <summary>Has the node's own verifier walk the hash chain of the stopped database; throws unless it is whole.</summary>
    public Task VerifyChainAsync(CancellationToken cancellation) => CommandAsync(["verify-chain", "--db", Database, "--json"], cancellation);

    public async Task<RunningNode> StartAsync(CancellationToken cancellation)
    {
        var child = ChildProcess.Start(_executable, ["node"], _environment);
        try
        {
            var startTime = await HealthProbe.WaitAsync(child, Origin, "/healthz", cancellation);
            return new RunningNode(child, startTime);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public long FactCount()
    {
        using var file = SqliteFile.Open(Database, readOnly: true);
        return file.QueryNumber("SELECT count(*) FROM facts");
    }

    /// <summary>The size of the database, its search index and what their logs still hold.</summary>
    public long BytesOnDisk() =>
        CountedSuffixes.Select(suffix => new FileInfo(Database + suffix)).Where(file => file.Exists).Sum(file => file.Length);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a command of the node in its folder; returns what it printed.</summary>
    public async Task<string> AskAsync(string[] arguments, CancellationToken cancellation)
    {
        var (exitCode, output, errors) =
            await ChildProcess.RunAsync(_executable, arguments, _environment, CommandPatience, cancellation);
        return exitCode == 0
            ? output
            : throw new NodeCommandException($"stigmem {string.Join(' ', arguments)}: exit code {exitCode}\n{output}{errors}");
    }

    private Task<string> CommandAsync(string[] arguments, CancellationToken cancellation) => AskAsync(arguments, cancellation);
}
