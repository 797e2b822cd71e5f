using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Federation;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation sharing</c>, <c>share</c> and <c>unshare</c>.</summary>
internal static class FederationSharing
{
    private static readonly Argument<string> RuleName = new("name") { Description = "What the rule is called." };
    private static readonly Option<string?> Entity = new("--entity-prefix") { Description = "How the entity begins.", HelpName = "text" };
    private static readonly Option<string?> Relation = new("--relation") { Description = "The relation.", HelpName = "name" };
    private static readonly Option<string?> Source = new("--source") { Description = "The source.", HelpName = "uri" };
    private static readonly Option<string?> Scope = new("--scope") { Description = "The scope.", HelpName = "name" };

    private static readonly Option<string[]> Peers = new("--with")
    {
        Description = "Node id of a peer that may have these facts; repeat it for more. Without it nobody may.",
        HelpName = "node",
    };

    public static Command CreateList() => Define.OnNode("sharing", "Lists what goes only to some peers; needs federate.", [], ListAsync);

    public static Command CreatePut() => Define.OnNode(
        "share", "Shares the facts that match with the named peers only, from the next page on; needs admin:federation.",
        [RuleName, Entity, Relation, Source, Scope, Peers], PutAsync);

    public static Command CreateDelete() => Define.OnNode("unshare", "Ends a sharing rule: its facts go where their scope lets them; needs admin:federation.", [RuleName], DeleteAsync);

    private static async Task<int> ListAsync(NodeCall call)
    {
        var rules = await call.Client.Federation.ListSharingAsync(call.Cancellation);
        call.Output.Show(rules, shown => call.Output.Table(
            ["rule", "entity prefix", "relation", "source", "scope", "peers"],
            shown.Rules.Select(rule => new[] { rule.Name, rule.EntityPrefix, rule.Relation, rule.Source, rule.Scope, string.Join(' ', rule.Peers) }),
            "No rules: scopes alone decide."));
        return ExitCodes.Ok;
    }

    private static async Task<int> PutAsync(NodeCall call)
    {
        var rule = await call.Client.Federation.PutSharingAsync(
            call.Get(RuleName)!,
            new SharingRuleRequest
            {
                EntityPrefix = call.Get(Entity),
                Relation = call.Get(Relation),
                Source = call.Get(Source),
                Scope = call.Get(Scope),
                Peers = call.Get(Peers) ?? [],
            },
            call.Cancellation);
        call.Output.Show(rule, made => call.Output.Line($"{made.Name}: {(made.Peers.Count == 0 ? "goes to nobody" : $"goes only to {string.Join(", ", made.Peers)}")}"));
        return ExitCodes.Ok;
    }

    private static async Task<int> DeleteAsync(NodeCall call)
    {
        await call.Client.Federation.DeleteSharingAsync(call.Get(RuleName)!, call.Cancellation);
        call.Done("ended", call.Get(RuleName)!);
        return ExitCodes.Ok;
    }
}
