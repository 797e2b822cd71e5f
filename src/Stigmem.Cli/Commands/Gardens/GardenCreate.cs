using System.CommandLine;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden create</c>.</summary>
internal static class GardenCreate
{
    private static readonly Argument<string> Slug = new("slug") { Description = "Short name: a-z, 0-9 and -, at most 63 characters." };
    private static readonly Option<string?> Name = new("--name") { Description = "Name for people. Default: the slug.", HelpName = "text" };
    private static readonly Option<string?> Scope = FactOptions.Scope("Scope of its facts, fixed for ever. Default: company.");
    private static readonly Option<string?> Description = new("--description") { Description = "What it is for.", HelpName = "text" };
    private static readonly Option<bool> Quarantine = new("--quarantine") { Description = "Makes a garden for facts that wait for a moderator." };

    public static Command Create() => Define.OnNode(
        "create", "Makes a garden; the caller becomes its admin.", [Slug, Name, Scope, Description, Quarantine], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var garden = await call.Client.Gardens.CreateAsync(
            new GardenCreateRequest
            {
                Slug = call.Get(Slug),
                Name = call.Get(Name) ?? call.Get(Slug),
                Scope = call.Get(Scope) ?? "company",
                Description = call.Get(Description),
                Quarantine = call.Get(Quarantine),
            },
            call.Cancellation);
        call.Output.Show(garden, shown => GardenShow.Describe(call, shown));
        return ExitCodes.Ok;
    }
}
