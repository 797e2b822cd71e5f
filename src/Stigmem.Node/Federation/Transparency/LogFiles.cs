using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Faults;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Transparency;

/// <summary>The transparency log of a database file, for commands on this machine.</summary>
public static class LogFiles
{
    /// <summary>The first entry that is not what was hashed, in a store that may be in use; null when all are.</summary>
    /// <exception cref="SqlFailureException">The store cannot be read.</exception>
    public static long? FirstBroken(string databasePath, TimeProvider time)
    {
        var options = new StoreOptions { Path = $"file:{Uri.EscapeDataString(Path.GetFullPath(databasePath))}?mode=ro" };
        using var engine = SqlEngine.Open(options, HostingModule.Migrations, [], time, _ => { });
        using var lease = engine.Read();
        lease.HoldSnapshot();
        return LogCheck.FirstBroken(lease.Session);
    }

    /// <summary>Takes over the lines of a reference node's log.</summary>
    /// <param name="services">A node over the database file.</param>
    /// <param name="lines">The lines.</param>
    /// <returns>How many entries were taken over.</returns>
    public static Task<Outcome<long>> ImportAsync(IServiceProvider services, IEnumerable<string> lines) =>
        services.GetRequiredService<ImportChainedLog>().RunAsync(lines);
}
