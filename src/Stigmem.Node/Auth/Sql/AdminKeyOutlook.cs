using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth.Sql;

/// <summary>How long somebody can still administer a store; read without opening it for writing.</summary>
/// <param name="Alive">Admin keys that work at the moment.</param>
/// <param name="LastExpiry">When the last of them ends; null when one never does, or there is none.</param>
public sealed record AdminKeyOutlook(int Alive, DateTimeOffset? LastExpiry)
{
    private static readonly SqlText SelectKeys = new("SELECT permissions, expires_us FROM api_keys");

    /// <summary>Reads the outlook of a store that may be in use.</summary>
    /// <exception cref="SqlFailureException">The store cannot be read.</exception>
    public static AdminKeyOutlook Read(string databasePath, TimeProvider time)
    {
        var options = new StoreOptions { Path = $"file:{Uri.EscapeDataString(Path.GetFullPath(databasePath))}?mode=ro" };
        using var engine = SqlEngine.Open(options, HostingModule.Migrations, [], time, _ => { });
        using var lease = engine.Read();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        List<long?> expiries = [];
        using (var rows = lease.Session.Use(SelectKeys))
        {
            while (rows.Step())
            {
                var expiry = rows.GetInt64OrNull(1);
                if (rows.GetString(0).Split(',').Contains("admin") && (expiry is null || expiry > now))
                    expiries.Add(expiry);
            }
        }
        var last = expiries.Count == 0 || expiries.Contains(null) ? null : expiries.Max();
        return new AdminKeyOutlook(expiries.Count, last is { } until ? DateTimeOffset.UnixEpoch.AddMicroseconds(until) : null);
    }
}
