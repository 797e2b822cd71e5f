using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs.Sql;

namespace Stigmem.Node.Jobs;

/// <summary>Takes work that is too much for one answer, and says how it stands to whom asked for it.</summary>
internal sealed class JobQueue(SqlEngine engine, JobRows rows, IdSource ids, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _arrived = new(0);

    /// <summary>Queues a job. One that is not over and asks the same for the same caller is not queued twice.</summary>
    public async Task<StoredJob> AddAsync(string kind, Principal caller, string? scope, string request, long estimatedSeconds)
    {
        var job = new StoredJob
        {
            Id = ids.Next(),
            Kind = kind,
            Tenant = caller.Tenant,
            Caller = caller.EntityUri,
            KeyId = caller.KeyId,
            Scope = scope,
            Request = request,
            EstimatedSeconds = estimatedSeconds,
            CreatedMicroseconds = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000,
        };
        var queued = await engine.WriteAsync(session =>
        {
            if (rows.Same(session, job) is { } same)
                return same;
            rows.Add(session, job);
            return job;
        });
        _arrived.Release();
        return queued;
    }

    /// <summary>A job of the caller's. What others asked for does not exist for them.</summary>
    public Outcome<StoredJob> Find(string kind, string id, Principal caller)
    {
        if (!caller.Has(Permissions.Read))
            return new Fault(FaultCode.PermissionRequired, "read permission required");
        using var lease = engine.Read();
        return Guid.TryParseExact(id, "D", out var guid) && rows.Find(lease.Session, guid) is { } job
            && job.Kind == kind && job.Tenant == caller.Tenant && job.Caller == caller.EntityUri
                ? job
                : new Fault(FaultCode.NotFound, "job not found");
    }

    /// <summary>The next job to do.</summary>
    public StoredJob? Next()
    {
        using var lease = engine.Read();
        return rows.Next(lease.Session);
    }

    /// <summary>Completes when a job was queued since the last call.</summary>
    public Task ArrivedAsync(CancellationToken ct) => _arrived.WaitAsync(ct);

    public void Dispose() => _arrived.Dispose();
}
