using Microsoft.AspNetCore.Http;
using Stigmem.Core.Decay;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;
using Stigmem.Node.Jobs.Sql;
using Stigmem.Protocol.Decay;
using Stigmem.Protocol.Jobs;

namespace Stigmem.Node.Decay;

/// <summary><c>POST /v1/decay/sweep</c>: lets facts fade, at once or as a job (operations contract, section 7).</summary>
internal sealed class SweepFacts(SweepReader reader, Sweeper sweeper, ScopeSize size, JobQueue jobs)
{
    private const int LeastSeconds = 60;
    private const int FactsPerSecond = 1_000;

    public static readonly Operation Operation = new(
        "POST", "/v1/decay/sweep", "decay_sweep_v1_decay_sweep_post", "decay", "Let facts fade; 202 and a job for many")
    {
        Body = typeof(DecayRequest),
        IsBodyOptional = true,
        Answer = typeof(DecayResponse),
        Parameters =
        [
            new("dry_run", "boolean", "Only counts what is due."),
            new("scope", "string", "local, team, company or public; without it admin is needed."),
            new("ttl_seconds", "integer", "Ends facts without an expiry that are so old; 0 for all."),
            new("min_confidence", "number", "Ends facts of lower confidence, 0 to 1."),
        ],
        Refusals = [400, 403, 413],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        IReadOnlyList<DecayPolicy> policies = [];
        if (call.HasBody)
        {
            using var body = await call.ReadJsonAsync();
            if (!body.IsReadable)
                return body.Refusal;
            policies = SweepReader.Policies(body.Object);
            if (body.Errors.Any)
                return body.Refusal;
        }
        var query = call.Query();
        if (!reader.Read(query, policies).TryGet(out var request, out var fault) && query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        if (request is null)
            return Reply.Refuse(fault!);
        return Refusal(call.Caller, request) is { } refusal ? Reply.Refuse(refusal) : await SweepAsync(call, request);
    }

    private async Task<IResult> SweepAsync(Call call, SweepRequest request)
    {
        if (request.DryRun || size.TooMany(call.Caller.Tenant, request.Scope) is not { } count)
            return Reply.Ok(await sweeper.RunAsync(call.Caller.Tenant, call.Caller, request, null, call.Aborted));
        var job = await jobs.AddAsync(
            DecayJob.Kind, call.Caller, request.Scope?.Name(), DecayJob.Write(request), Math.Max(LeastSeconds, count / FactsPerSecond));
        return Reply.Accepted(new JobAccepted { JobId = job.Id.ToString(), Status = "pending", EstimatedSeconds = job.EstimatedSeconds });
    }

    private static Fault? Refusal(Principal caller, SweepRequest request)
    {
        if (request.IsEverywhere && !caller.IsGardenAdmin)
            return new Fault(FaultCode.PermissionRequired, "admin permission required to sweep without a scope");
        var scopes = request.Scope is { } only ? [only] : request.Policies.All.Select(policy => policy.Scope).OfType<FactScope>();
        return scopes.All(caller.Scopes.Contains) ? null : new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
    }
}
