using System.Text.Json;
using Stigmem.Protocol.Decay;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Decay;

/// <summary>Facts that fade (Operations contract, section 7).</summary>
public sealed class DecayClient
{
    private readonly NodeConnection _node;

    internal DecayClient(NodeConnection node) => _node = node;

    /// <summary>
    /// Lets facts fade: <c>POST /v1/decay/sweep</c>, needs <c>write</c>, and <c>admin</c> where no scope bounds it. Where the
    /// node makes a job of it, this waits for the end. It is never repeated by itself.
    /// </summary>
    /// <exception cref="StigmemException">400 scope, 403 permission, 422 shape.</exception>
    /// <exception cref="InvalidOperationException">The job failed; the message says why.</exception>
    public async Task<DecayResponse> DecayAsync(DecaySweep sweep, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var target = Target.At("/v1/decay/sweep").WithFlag("dry_run", sweep.DryRun).With("scope", sweep.Scope)
            .With("ttl_seconds", sweep.TtlSeconds).With("min_confidence", sweep.MinConfidence);
        var request = sweep.Policies.Count == 0 ? NodeRequest.Post(target) : NodeRequest.Post(target, new DecayRequest { Policies = sweep.Policies });
        var answer = await _node.SendAsync<JsonElement>(request, cancellation).ConfigureAwait(false);
        if (JobWait.JobOf(answer) is not { } id)
            return answer.Deserialize(WireTypes.Of<DecayResponse>())!;
        var job = await JobWait.EndAsync<DecayJobRecord>(_node, Job(id), one => one.Status, cancellation).ConfigureAwait(false);
        return job.Scanned is not { } scanned
            ? throw new InvalidOperationException($"decay job {id}: {job.Error}")
            : new DecayResponse { Scanned = scanned, Decayed = job.Decayed!.Value, DryRun = job.DryRun!.Value, Matched = job.Matched!.Value, Policies = job.Policies };
    }

    /// <summary>How a job stands: <c>GET /v1/decay/jobs/{id}</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown or somebody else's.</exception>
    public Task<DecayJobRecord> GetJobAsync(string jobId, CancellationToken cancellation = default) => _node.GetAsync<DecayJobRecord>(Job(jobId), cancellation);

    private static Target Job(string jobId) => Target.At("/v1/decay/jobs").Segment(jobId, nameof(jobId));
}
