using System.CommandLine;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Intents;

namespace Stigmem.Cli.Commands.Intents;

/// <summary><c>stigmem intent post</c>.</summary>
internal static class IntentPost
{
    private static readonly Argument<string> Goal = new("goal") { Description = "What is wanted." };
    private static readonly Option<string[]> To = new("--to") { Description = "Who shall do it; may be repeated.", HelpName = "entity", Required = true };
    private static readonly Option<string?> From = new("--from") { Description = "Who wants it. Default: the key's entity.", HelpName = "entity" };
    private static readonly Option<string?> Id = new("--id") { Description = "Its name. Default: one is made.", HelpName = "name" };
    private static readonly Option<string?> Scope = FactOptions.Scope("Who may see it. Default: company.");
    private static readonly Option<string?> Expires = new("--expires-at") { Description = "When it is over.", HelpName = "time" };

    public static Command Create() => Define.OnNode("post", "Says what you want others to do.", [Goal, To, From, Id, Scope, Expires], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var posted = await call.Client.Intents.PostAsync(
            new IntentRequest
            {
                Id = call.Get(Id),
                From = call.Get(From) ?? await call.OwnEntityAsync(),
                To = call.Get(To)!,
                Goal = call.Get(Goal),
                Scope = call.Get(Scope) ?? "company",
                ExpiresAt = call.Get(Expires),
            },
            call.Cancellation);
        call.Output.Show(posted, intent => call.Output.Line(intent.Id));
        return ExitCodes.Ok;
    }
}
