using Stigmem.Data.Sqlite;

namespace Stigmem.Data.Migrations;

/// <summary>Applies migrations in order, each in its own transaction, and refuses stores it does not understand.</summary>
public static class Migrator
{
    private const string Table =
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            version    INTEGER PRIMARY KEY,
            name       TEXT NOT NULL,
            checksum   TEXT NOT NULL,
            applied_at TEXT NOT NULL
        )
        """;

    private static readonly SqlText Insert =
        new("INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)");

    private static readonly SqlText SelectApplied = new("SELECT version, checksum FROM schema_migrations ORDER BY version");

    /// <summary>Brings the store up to date.</summary>
    /// <returns>How many migrations were applied.</returns>
    /// <exception cref="SqlFailureException">The store is newer than this program, or an applied script has changed.</exception>
    public static int Apply(SqlSession session, IReadOnlyList<Migration> migrations, TimeProvider time)
    {
        session.Execute(Table);
        var pending = Pending(session, migrations);
        foreach (var migration in pending)
            ApplyOne(session, migration, time);
        return pending.Count;
    }

    /// <summary>Checks a store that may not be written.</summary>
    /// <exception cref="SqlFailureException">The store is not exactly as new as this program.</exception>
    public static void RequireCurrent(SqlSession session, IReadOnlyList<Migration> migrations)
    {
        if (session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'") != "1")
            throw new SqlFailureException(SqlFailure.NotAStore, "the file has no schema_migrations table");
        if (Pending(session, migrations) is { Count: > 0 } pending)
            throw new SqlFailureException(SqlFailure.ReadOnly, $"{pending.Count} migrations wait, but the store is read-only");
    }

    /// <summary>How many migrations a store still waits for.</summary>
    /// <exception cref="SqlFailureException">The file is no store, is newer than this program, or an applied script has changed.</exception>
    public static int CountPending(SqlSession session, IReadOnlyList<Migration> migrations) =>
        session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'") == "1"
            ? Pending(session, migrations).Count
            : throw new SqlFailureException(SqlFailure.NotAStore, "the file has no schema_migrations table");

    private static List<Migration> Pending(SqlSession session, IReadOnlyList<Migration> migrations)
    {
        var known = migrations.ToDictionary(migration => migration.Version);
        using var applied = session.Use(SelectApplied);
        while (applied.Step())
        {
            var version = (int)applied.GetInt64(0);
            if (!known.Remove(version, out var migration))
                throw new SqlFailureException(SqlFailure.NewerSchema, $"the store has migration {version}, which this version does not know");
            if (migration.Checksum != applied.GetString(1))
                throw new SqlFailureException(SqlFailure.ChangedMigration, $"migration {migration.Name} was applied with other contents");
        }
        return [.. known.Values.OrderBy(migration => migration.Version)];
    }

    private static void ApplyOne(SqlSession session, Migration migration, TimeProvider time)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            session.Execute(migration.Script);
            using (var insert = session.Use(Insert))
            {
                insert.Bind(1, (long)migration.Version).Bind(2, migration.Name).Bind(3, migration.Checksum)
                    .Bind(4, time.GetUtcNow().ToString("O")).Execute();
            }
            session.Execute("COMMIT");
        }
        catch
        {
            if (session.InTransaction)
                session.Execute("ROLLBACK");
            throw;
        }
    }
}
