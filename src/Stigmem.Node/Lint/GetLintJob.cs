using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;
using Stigmem.Protocol.Lint;

namespace Stigmem.Node.Lint;

/// <summary><c>GET /v1/lint/jobs/{id}</c>: how a check-up stands, and what it found.</summary>
internal sealed class GetLintJob(JobQueue jobs)
{
    public static readonly Operation Operation = new("GET", "/v1/lint/jobs/{job_id}", "get_lint_job_v1_lint_jobs__job_id__get", "lint", "Get a check-up that runs as a job")
    {
        Answer = typeof(LintJobRecord),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(
        jobs.Find(LintJob.Kind, call.PathPart("/v1/lint/jobs/"), call.Caller).TryGet(out var job, out var fault) ? Reply.Ok(Record(job)) : Reply.Refuse(fault));

    private static LintJobRecord Record(StoredJob job)
    {
        var result = job.Result is { } json ? JsonSerializer.Deserialize(json, WireType<LintResponse>.Info) : null;
        return new LintJobRecord
        {
            JobId = job.Id.ToString(),
            Status = job.StatusName,
            Scope = job.Scope!,
            EstimatedSeconds = job.EstimatedSeconds,
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            CompletedAt = job.CompletedAt,
            Findings = result?.Findings,
            CheckedAt = result?.CheckedAt,
            ChecksRun = result?.ChecksRun,
            FactCount = result?.FactCount,
            FindingsTotal = result?.FindingsTotal,
            Truncated = result?.Truncated,
            Error = job.Error,
        };
    }
}
