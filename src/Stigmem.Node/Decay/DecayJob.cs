using System.Text.Json;
using Stigmem.Core.Decay;
using Stigmem.Core.Facts;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;
using Stigmem.Protocol.Decay;

namespace Stigmem.Node.Decay;

/// <summary>A sweep beside requests; one that was cut off goes on where it was.</summary>
internal sealed class DecayJob(Sweeper sweeper) : IJobKind
{
    public const string Kind = "decay";

    public string Name => Kind;

    /// <summary>The policies as a job keeps them: the body that would ask for them.</summary>
    public static string Write(SweepRequest request) => JsonSerializer.Serialize(
        new DecayRequest { Policies = [.. request.Policies.All.Select(Record)] }, WireType<DecayRequest>.Info);

    public async Task<string> RunAsync(StoredJob job, Principal caller, CancellationToken ct)
    {
        var policies = JsonSerializer.Deserialize(job.Request, WireType<DecayRequest>.Info)!.Policies!.Select(Policy).ToList();
        FactScope? scope = FactScopes.TryParse(job.Scope, out var known) ? known : null;
        var isQuery = policies is [{ Id: SweepReader.QueryPolicy, Relation: null, Scope: null, Mode: DecayMode.Retract, ExemptRelations: [] }];
        var request = new SweepRequest(scope, DryRun: false, new DecayPolicies(policies), HasOwnPolicies: !isQuery);
        var progress = job.Progress is { } json ? JsonSerializer.Deserialize(json, SweepJsonContext.Default.SweepProgress) : null;
        if (!caller.Has(Permissions.Write) || (request.IsEverywhere && !caller.IsGardenAdmin))
            throw new InvalidOperationException("The key has lost the permission that the sweep needs.");
        var answer = await sweeper.RunAsync(caller.Tenant, caller, request, (job.Id, progress), ct);
        return JsonSerializer.Serialize(answer, WireType<DecayResponse>.Info);
    }

    private static DecayPolicyRecord Record(DecayPolicy policy) => new()
    {
        Id = policy.Id,
        Relation = policy.Relation,
        Scope = policy.Scope?.Name(),
        Mode = policy.Mode switch { DecayMode.Retract => "retract", DecayMode.Confidence => "confidence", _ => "dry_run" },
        TtlSeconds = policy.TtlSeconds,
        HalfLifeSeconds = policy.HalfLifeSeconds,
        MinConfidence = policy.MinConfidence,
        ExemptRelations = policy.ExemptRelations,
    };

    private static DecayPolicy Policy(DecayPolicyRecord record)
    {
        _ = DecayModes.TryParse(record.Mode, out var mode);
        return new DecayPolicy
        {
            Id = record.Id,
            Relation = record.Relation,
            Scope = FactScopes.TryParse(record.Scope, out var scope) ? scope : null,
            Mode = mode,
            TtlSeconds = record.TtlSeconds,
            HalfLifeSeconds = record.HalfLifeSeconds,
            MinConfidence = record.MinConfidence,
            ExemptRelations = record.ExemptRelations,
        };
    }
}
