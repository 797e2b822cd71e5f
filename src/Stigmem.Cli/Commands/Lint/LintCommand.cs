using System.CommandLine;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Core.Facts;
using Stigmem.Protocol.Lint;

namespace Stigmem.Cli.Commands.Lint;

/// <summary><c>stigmem lint</c>.</summary>
internal static class LintCommand
{
    private static readonly Option<string?> Scope = FactOptions.Scope("Where to look. Default: local.");
    private static readonly Option<string[]> Check = new("--check") { Description = "Only this check; may be repeated. Default: the five usual ones.", HelpName = "name" };
    private static readonly Option<string?> Entity = new("--entity") { Description = "Only this entity, as it is stored.", HelpName = "entity" };
    private static readonly Option<string?> Relation = new("--relation") { Description = "Only this relation.", HelpName = "relation" };
    private static readonly Option<long> Lookahead = new("--lookahead") { Description = "Also facts that expire within so many seconds.", HelpName = "seconds" };

    public static Command Create() => Define.OnNode(
        "lint", "Checks a scope up; exit code 1 if a finding is an error.", [Scope, Check, Entity, Relation, Lookahead], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var report = await call.Client.Lint.LintAsync(
            new LintRequest
            {
                Scope = FactOptions.ScopeOf(call.Get(Scope), FactScope.Local).Name(),
                Checks = call.Get(Check),
                Entity = call.Get(Entity),
                Relation = call.Get(Relation),
                StaleLookaheadSeconds = call.Get(Lookahead),
            },
            call.Cancellation);
        call.Output.Show(report, found => call.Output.Table(
            ["severity", "check", "entity", "relation", "facts", "detail"],
            found.Findings.Select(one => new[] { one.Severity, one.Check, one.Entity, one.Relation, string.Join(' ', one.FactIds), one.Detail }),
            $"{found.FactCount} facts, nothing found."));
        if (report.Truncated && !call.Output.IsJson)
            call.Output.Note($"There are {report.FindingsTotal} findings; this is a part of them.");
        return report.Findings.Any(one => one.Severity == "error") ? ExitCodes.Failure : ExitCodes.Ok;
    }
}
