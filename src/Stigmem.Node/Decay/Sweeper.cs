using System.Text.Json;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Decay.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs.Sql;
using Stigmem.Protocol.Decay;

namespace Stigmem.Node.Decay;

/// <summary>
/// Sweeps: looks at the facts page by page beside the writer, and changes what is due of a page in one turn of it
/// (operations contract, section 7; decision 0101).
/// </summary>
internal sealed class Sweeper(SqlEngine engine, DecayWalk walk, DecayTurn turn, SweepReach reach, CommitSequence sequence, TimeProvider time)
{
    /// <summary>Runs a sweep to its end.</summary>
    /// <param name="tenant">Whose facts.</param>
    /// <param name="caller">For whom; null for the node itself.</param>
    /// <param name="request">What to do.</param>
    /// <param name="job">The job that it is, and what the job did already; null when somebody waits for the answer.</param>
    /// <param name="ct">Stops it between two pages.</param>
    public async Task<DecayResponse> RunAsync(string tenant, Principal? caller, SweepRequest request, (Guid Id, SweepProgress? Progress)? job, CancellationToken ct)
    {
        var count = request.Policies.All.Count;
        var progress = job?.Progress ?? new SweepProgress { Until = sequence.Head, Matched = new long[count], Decayed = new long[count] };
        var more = true;
        while (more)
        {
            ct.ThrowIfCancellationRequested();
            var due = Look(tenant, caller, request, progress, out more);
            if (due.Count > 0 && !request.DryRun)
                await WriteAsync(tenant, caller, request, due, progress, job?.Id);
        }
        await engine.WriteAsync(session =>
        {
            turn.Finish(session, tenant, caller, request, progress);
            return true;
        });
        return Answer(request, progress);
    }

    /// <summary>The facts of the next page that are to be changed.</summary>
    private List<long> Look(string tenant, Principal? caller, SweepRequest request, SweepProgress progress, out bool more)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        List<StoredFact> page;
        using (var lease = engine.Read())
            page = walk.Page(lease.Session, tenant, request, progress);
        more = page.Count == DecayWalk.PageSize;
        List<long> due = [];
        foreach (var fact in page.Where(fact => reach.Covers(caller, fact)))
        {
            if (DecayJudge.IsCandidate(fact, now))
                progress.Scanned++;
            if (!request.Policies.Judge(fact, now, out var place).IsDue)
                continue;
            progress.Matched[place]++;
            if (request.Policies.All[place].Mode != Core.Decay.DecayMode.DryRun)
                due.Add(fact.Seq);
        }
        if (page.Count > 0)
            progress.After = page[^1].Seq;
        return due;
    }

    private Task<bool> WriteAsync(string tenant, Principal? caller, SweepRequest request, List<long> due, SweepProgress progress, Guid? job) => engine.WriteAsync(session =>
    {
        turn.Execute(session, tenant, caller, request, due, progress);
        if (job is { } id)
            JobRows.Advance(session, id, JsonSerializer.Serialize(progress, SweepJsonContext.Default.SweepProgress));
        return true;
    });

    private static DecayResponse Answer(SweepRequest request, SweepProgress progress) => new()
    {
        Scanned = progress.Scanned,
        Decayed = progress.Decayed.Sum(),
        DryRun = request.DryRun,
        Matched = progress.Matched.Sum(),
        Policies = request.HasOwnPolicies
            ? [.. request.Policies.All.Select((policy, i) => new DecayPolicyResult { Id = policy.Id, Matched = progress.Matched[i], Decayed = progress.Decayed[i] })]
            : null,
    };
}
