using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Core.Words;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Auth;
using Stigmem.Node.Embeddings;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Recall.Sql;
using Stigmem.Protocol.Recall;

namespace Stigmem.Node.Recall;

/// <summary><c>POST /v1/recall</c>: the facts that answer a question best, within a budget of tokens (operations contract, section 2).</summary>
internal sealed class RecallFacts(
    SqlEngine engine, FactIndex index, FactReader reader, FactVisibility visibility, FactIntegrity integrity, FactPresenter presenter, GardenDirectory gardens,
    TenantDirectory tenants, LexicalRecall lexical, GraphRecall graph, QuestionVectors questions, SemanticRecall semantic, RecallRanking ranking,
    RecallSelection selection, CardRecall cardRecall, SessionReads sessions, FactChainProofs proofs, FactMetrics metrics,
    RecallMetrics durations, IdSource ids, TimeProvider time)
{
    public static readonly Operation Operation = new("POST", "/v1/recall", "recall_v1_recall_post", "recall", "Recall what answers a question")
    {
        Body = typeof(RecallRequest),
        Answer = typeof(RecallResponse),
        Dimension = QuotaDimension.FactRead,
        IsRead = true,
        Refusals = [400, 403, 409, 501],
        Parameters =
        [
            new("legacy_format", "boolean", "Without the members content and instructions."),
            new("Stigmem-Session", "string", "The session that the read belongs to.", "header"),
            new("Stigmem-Verify", "string", "full: verify the chain of facts and tell.", "header"),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var parameters = call.Query();
        var isLegacy = parameters.Flag("legacy_format", false);
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        if (!RecallInputReader.Read(body.Object, isLegacy).TryGet(out var input, out var fault))
            return body.Errors.Any ? body.Refusal : Reply.Refuse(fault);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!AssertRules.Session(call.Header("Stigmem-Session")).TryGet(out var session, out fault))
            return Reply.Refuse(fault);
        await index.CatchUpAsync(call);
        var seen = session.Length > 0 ? new SeenFacts() : null;
        var asked = input.Weights.Semantic > 0 ? await questions.AskAsync(input.Query, input.Scope, call.Aborted) : default;
        if (asked.Outcome is { } outcome)
            call.Http.Response.Headers["Stigmem-Semantic"] = outcome;
        var answer = Answer(call.Caller, input, asked.Vector, seen, call.Aborted);
        if (string.Equals(call.Header("Stigmem-Verify"), "full", StringComparison.OrdinalIgnoreCase))
        {
            if (!(await proofs.ProveAsync(call.Caller.Tenant, call.Aborted)).TryGet(out var proof, out fault))
                return Reply.Refuse(fault);
            answer = answer with { ChainProof = proof };
        }
        if (seen is not null)
            await sessions.MarkAsync(session, call.Caller, seen);
        metrics.Read(call.Caller);
        if (answer.TotalScored is { } total)
            call.Http.Response.Headers["X-Total-Count"] = total.ToString(CultureInfo.InvariantCulture);
        return Reply.Ok(answer);
    }

    private RecallResponse Answer(Principal caller, RecallInput input, float[]? meaning, SeenFacts? seen, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow();
        var question = Question.Parse(input.Query);
        using var lease = engine.Read();
        lease.HoldSnapshot();
        var view = new RecallView(lease.Session, caller, input, reader, visibility, integrity, presenter, now.ToUnixTimeMilliseconds() * 1_000);
        var candidates = input.Weights.Lexical > 0 ? lexical.Find(lease.Session, Partitions(lease.Session, caller, input), question, view, input.Limit, ct) : [];
        if (input.Depth > 0 && input.Weights.Graph > 0)
            candidates = graph.Extend(lease.Session, caller, input, view, candidates);
        if (meaning is not null)
            candidates = semantic.Compare(meaning, caller, input, view, candidates);
        var ranked = ranking.Rank(lease.Session, candidates, input.Weights, question, caller, now);
        var chosen = selection.Choose(lease.Session, ranked, view, caller).Take(input.Limit).ToList();
        var cards = cardRecall.For(lease.Session, caller, input, question, chosen);
        var answer = new RecallPacking(input.TokenBudget);
        foreach (var candidate in chosen)
        {
            if (answer.Add(candidate, presenter.Read(candidate.Fact, caller, candidate.IsContradicted, out _)))
                seen?.With(candidate.Fact);
            if (!cards.TryGetValue(candidate.Fact.Entity, out var card) || !answer.AddCard(candidate, CardRecall.Record(card)))
                continue;
            foreach (var fact in card.Facts)
                seen?.With(fact);
        }
        durations.Ranked(caller, time.GetElapsedTime(started));
        return answer.Response(ids.Next(), input, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input.Query))), ranked.Count);
    }

    /// <summary>Where the caller may look: the open fabric of the scope, and the gardens that the caller is in.</summary>
    private IReadOnlyList<long> Partitions(SqlSession session, Principal caller, RecallInput input) => caller.Scopes.Contains(input.Scope)
        ? [.. WordPartitions.Of(session, tenants.NumberOf(caller.Tenant), input.Scope)
            .Where(partition => partition.Garden is not { } garden || GardenAccess.MayRead(gardens.Current, caller, garden)).Select(partition => partition.Id)]
        : [];
}
