using System.Text.Json;
using Stigmem.Core.Facts;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;
using Stigmem.Protocol.Lint;

namespace Stigmem.Node.Lint;

/// <summary>A check-up beside requests. It changes nothing, so one that was cut off begins anew.</summary>
internal sealed class LintJob(Linter linter) : IJobKind
{
    public const string Kind = "lint";

    public string Name => Kind;

    /// <summary>The query as a job keeps it: the body that would ask for it.</summary>
    public static string Write(LintQuery query) => JsonSerializer.Serialize(
        new LintRequest
        {
            Scope = query.Scope.Name(), Checks = query.Checks, Entity = query.Entity, Relation = query.Relation, StaleLookaheadSeconds = query.LookaheadSeconds,
        },
        WireType<LintRequest>.Info);

    public Task<string> RunAsync(StoredJob job, Principal caller, CancellationToken ct)
    {
        var request = JsonSerializer.Deserialize(job.Request, WireType<LintRequest>.Info)!;
        _ = FactScopes.TryParse(request.Scope, out var scope);
        var query = new LintQuery(scope, request.Checks!, request.Entity, request.Relation, request.StaleLookaheadSeconds);
        return Task.FromResult(JsonSerializer.Serialize(linter.Run(caller, query, ct), WireType<LintResponse>.Info));
    }
}
