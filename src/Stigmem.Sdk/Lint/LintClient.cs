using System.Text.Json;
using Stigmem.Protocol.Lint;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Lint;

/// <summary>Check-ups of scopes (Operations contract, section 6).</summary>
public sealed class LintClient
{
    private const string Route = "/v1/lint";
    private readonly NodeConnection _node;

    internal LintClient(NodeConnection node) => _node = node;

    /// <summary>
    /// Checks a scope up: <c>POST /v1/lint</c>, needs <c>read</c>. Where the node makes a job of it, this waits for the end.
    /// </summary>
    /// <exception cref="StigmemException">400 scope, 403 permission, 422 shape.</exception>
    /// <exception cref="InvalidOperationException">The job failed; the message says why.</exception>
    public async Task<LintResponse> LintAsync(LintRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var answer = await _node.SendAsync<JsonElement>(NodeRequest.Post(Target.At(Route), request), cancellation).ConfigureAwait(false);
        if (JobWait.JobOf(answer) is not { } id)
            return answer.Deserialize(WireTypes.Of<LintResponse>())!;
        var job = await JobWait.EndAsync<LintJobRecord>(_node, Job(id), one => one.Status, cancellation).ConfigureAwait(false);
        return job.Findings is null
            ? throw new InvalidOperationException($"lint job {id}: {job.Error}")
            : new LintResponse
            {
                Findings = job.Findings,
                CheckedAt = job.CheckedAt!,
                Scope = job.Scope,
                ChecksRun = job.ChecksRun!,
                FactCount = job.FactCount!.Value,
                FindingsTotal = job.FindingsTotal!.Value,
                Truncated = job.Truncated!.Value,
            };
    }

    /// <summary>How a job stands: <c>GET /v1/lint/jobs/{id}</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown or somebody else's.</exception>
    public Task<LintJobRecord> GetJobAsync(string jobId, CancellationToken cancellation = default) => _node.GetAsync<LintJobRecord>(Job(jobId), cancellation);

    private static Target Job(string jobId) => Target.At($"{Route}/jobs").Segment(jobId, nameof(jobId));
}
