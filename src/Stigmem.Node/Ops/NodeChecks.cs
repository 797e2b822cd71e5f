using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Ops;

/// <summary>What readiness and the doctor look at. Cheap enough for an open route; the deep checks are the CLI's.</summary>
internal sealed class NodeChecks(SqlEngine engine, JobBoard jobs)
{
    private const int TooManyWaiting = 32_768;
    private static readonly SqlText Probe = new("SELECT count(*) FROM schema_migrations");

    public IReadOnlyList<ComponentCheck> Run() => [Storage(), Migrations(), Writer(), .. jobs.Checks()];

    private ComponentCheck Storage()
    {
        try
        {
            using var lease = engine.Read();
            using var row = lease.Session.Use(Probe);
            row.Step();
            return Check("storage", true, $"SQLite {SqliteLibrary.Version} ({SqliteLibrary.Origin})");
        }
        catch (SqlFailureException e)
        {
            return Check("storage", false, e.Cure);
        }
    }

    private static ComponentCheck Migrations() => Check("migrations", true, $"{HostingModule.Migrations.Count} applied");

    private ComponentCheck Writer()
    {
        var waiting = engine.WritesWaiting;
        return Check("writer", waiting < TooManyWaiting, $"{waiting} writes wait");
    }

    internal static ComponentCheck Check(string name, bool isFine, string detail) =>
        new() { Name = name, Status = isFine ? "ok" : "failed", Detail = detail };
}
