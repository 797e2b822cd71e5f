using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;
using Stigmem.Protocol.Decay;

namespace Stigmem.Node.Decay;

/// <summary><c>GET /v1/decay/jobs/{id}</c>: how a sweep stands, and what it did.</summary>
internal sealed class GetDecayJob(JobQueue jobs)
{
    public static readonly Operation Operation = new("GET", "/v1/decay/jobs/{job_id}", "get_decay_job_v1_decay_jobs__job_id__get", "decay", "Get a sweep that runs as a job")
    {
        Answer = typeof(DecayJobRecord),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(
        jobs.Find(DecayJob.Kind, call.PathPart("/v1/decay/jobs/"), call.Caller).TryGet(out var job, out var fault) ? Reply.Ok(Record(job)) : Reply.Refuse(fault));

    private static DecayJobRecord Record(StoredJob job)
    {
        var result = job.Result is { } json ? JsonSerializer.Deserialize(json, WireType<DecayResponse>.Info) : null;
        return new DecayJobRecord
        {
            JobId = job.Id.ToString(),
            Status = job.StatusName,
            Scope = job.Scope,
            EstimatedSeconds = job.EstimatedSeconds,
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            CompletedAt = job.CompletedAt,
            Scanned = result?.Scanned,
            Decayed = result?.Decayed,
            DryRun = result?.DryRun,
            Matched = result?.Matched,
            Policies = result?.Policies,
            Error = job.Error,
        };
    }
}
