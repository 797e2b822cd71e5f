using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;
using Stigmem.Node.Jobs.Sql;
using Stigmem.Protocol.Jobs;
using Stigmem.Protocol.Lint;

namespace Stigmem.Node.Lint;

/// <summary><c>POST /v1/lint</c>: checks a scope up, at once or as a job (operations contract, section 6).</summary>
internal sealed class LintScope(Linter linter, ScopeSize size, JobQueue jobs)
{
    private const int LeastSeconds = 10;
    private const int FactsPerSecond = 5_000;

    public static readonly Operation Operation = new("POST", "/v1/lint", "lint_scope_v1_lint_post", "lint", "Check a scope up; 202 and a job for a large one")
    {
        Body = typeof(LintRequest),
        Answer = typeof(LintResponse),
        Dimension = QuotaDimension.FactRead,
        IsRead = true,
        Refusals = [400, 403],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var scopeName = body.Object.RequiredText("scope");
        var checks = Checks(body.Object);
        var entity = body.Object.OptionalText("entity");
        var relation = body.Object.OptionalText("relation");
        var lookahead = body.Object.Integer("stale_lookahead_s", 0, 0, long.MaxValue);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!FactScopes.TryParse(scopeName, out var scope))
            return Reply.Refuse(FaultCode.BadRequest, $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]");
        if (!call.Caller.Scopes.Contains(scope))
            return Reply.Refuse(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
        var query = new LintQuery(scope, checks, NullIfEmpty(entity), NullIfEmpty(relation), lookahead);
        if (size.TooMany(call.Caller.Tenant, scope) is not { } count)
            return Reply.Ok(linter.Run(call.Caller, query, call.Aborted));
        var job = await jobs.AddAsync(LintJob.Kind, call.Caller, scope.Name(), LintJob.Write(query), Math.Max(LeastSeconds, count / FactsPerSecond));
        return Reply.Accepted(new JobAccepted { JobId = job.Id.ToString(), Status = "pending", EstimatedSeconds = job.EstimatedSeconds });
    }

    private static IReadOnlyList<string> Checks(ObjectReader body)
    {
        if (!body.TryGet("checks", out var element) || element.ValueKind == System.Text.Json.JsonValueKind.Null)
            return LintChecks.Usual;
        var named = body.Texts("checks", []);
        for (var i = 0; i < named.Count; i++)
        {
            if (!LintChecks.All.Contains(named[i]))
            {
                var expected = AssertInputReader.Quoted(LintChecks.All);
                body.Errors.Add("literal_error", [.. body.At("checks"), i], $"Input should be one of {expected}", "null", $$"""{"expected":"{{expected}}"}""");
            }
        }
        return named.Count == 0 ? LintChecks.Usual : [.. LintChecks.All.Where(named.Contains)];
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
