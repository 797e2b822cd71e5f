using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Jobs.Sql;

/// <summary>Jobs in the store. What changes them belongs to the writer's turn.</summary>
internal sealed class JobRows(TenantDirectory tenants)
{
    private const string Columns =
        "id, kind, tenant, caller, key_id, scope, request, status, estimated_s, created_us, started_us, completed_us, progress, result, error";

    private static readonly SqlText Insert = new(
        """
        INSERT INTO jobs (id, kind, tenant, caller, key_id, scope, request, status, estimated_s, created_us)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9)
        """);

    private static readonly SqlText SelectOne = new($"SELECT {Columns} FROM jobs WHERE id = ?1");
    private static readonly SqlText SelectNext = new($"SELECT {Columns} FROM jobs WHERE status < 2 ORDER BY number LIMIT 1");
    private static readonly SqlText SelectSame = new(
        $"SELECT {Columns} FROM jobs WHERE status < 2 AND kind = ?1 AND tenant = ?2 AND caller = ?3 AND key_id IS ?4 AND request = ?5 AND scope IS ?6 ORDER BY number LIMIT 1");

    private static readonly SqlText SetRunning = new("UPDATE jobs SET status = 1, started_us = coalesce(started_us, ?2) WHERE id = ?1");
    private static readonly SqlText SetProgress = new("UPDATE jobs SET progress = ?2 WHERE id = ?1");
    private static readonly SqlText SetEnd = new(
        "UPDATE jobs SET status = ?2, completed_us = ?3, result = ?4, error = ?5, progress = NULL WHERE id = ?1");

    private static readonly SqlText DeleteOld = new("DELETE FROM jobs WHERE status >= 2 AND completed_us <= ?1");

    public void Add(SqlSession session, StoredJob job)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, job.Id).Bind(2, job.Kind).Bind(3, (long)tenants.Ensure(session, job.Tenant)).Bind(4, job.Caller).Bind(5, job.KeyId)
            .Bind(6, job.Scope).Bind(7, job.Request).Bind(8, job.EstimatedSeconds).Bind(9, job.CreatedMicroseconds).Execute();
    }

    public StoredJob? Find(SqlSession session, Guid id)
    {
        using var row = session.Use(SelectOne);
        return row.Bind(1, id).Step() ? Read(row) : null;
    }

    /// <summary>The oldest job that is not over.</summary>
    public StoredJob? Next(SqlSession session)
    {
        using var row = session.Use(SelectNext);
        return row.Step() ? Read(row) : null;
    }

    /// <summary>A job that is not over and says the same for the same caller.</summary>
    public StoredJob? Same(SqlSession session, StoredJob job)
    {
        using var row = session.Use(SelectSame);
        row.Bind(1, job.Kind).Bind(2, (long)tenants.NumberOf(job.Tenant)).Bind(3, job.Caller).Bind(4, job.KeyId).Bind(5, job.Request).Bind(6, job.Scope);
        return row.Step() ? Read(row) : null;
    }

    public static void Start(SqlSession session, Guid id, long atMicroseconds)
    {
        using var update = session.Use(SetRunning);
        update.Bind(1, id).Bind(2, atMicroseconds).Execute();
    }

    /// <summary>Notes what is done, in the turn that did it.</summary>
    public static void Advance(SqlSession session, Guid id, string progress)
    {
        using var update = session.Use(SetProgress);
        update.Bind(1, id).Bind(2, progress).Execute();
    }

    public static void End(SqlSession session, Guid id, JobStatus status, long atMicroseconds, string? result, string? error)
    {
        using var update = session.Use(SetEnd);
        update.Bind(1, id).Bind(2, (long)status).Bind(3, atMicroseconds).Bind(4, result).Bind(5, error).Execute();
    }

    /// <summary>Forgets jobs that were over at a moment.</summary>
    public static void Prune(SqlSession session, long beforeMicroseconds)
    {
        using var delete = session.Use(DeleteOld);
        delete.Bind(1, beforeMicroseconds).Execute();
    }

    private StoredJob Read(SqlStatement row) => new()
    {
        Id = row.GetGuid(0),
        Kind = row.GetString(1),
        Tenant = tenants.NameOf((int)row.GetInt64(2)),
        Caller = row.GetString(3),
        KeyId = row.GetGuidOrNull(4),
        Scope = row.GetStringOrNull(5),
        Request = row.GetString(6),
        Status = (JobStatus)row.GetInt64(7),
        EstimatedSeconds = row.GetInt64(8),
        CreatedMicroseconds = row.GetInt64(9),
        StartedMicroseconds = row.GetInt64OrNull(10),
        CompletedMicroseconds = row.GetInt64OrNull(11),
        Progress = row.GetStringOrNull(12),
        Result = row.GetStringOrNull(13),
        Error = row.GetStringOrNull(14),
    };
}
