using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden list</c>.</summary>
internal static class GardenList
{
    public static Command Create() => Define.OnNode("list", "Lists the gardens that the caller may know of.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var gardens = await call.Client.Gardens.ListAsync(call.Cancellation);
        call.Output.Show(gardens, shown => call.Output.Table(
            ["slug", "name", "scope", "quarantine", "id", "created by", "created"],
            shown.Select(garden => new[]
            {
                garden.Slug, garden.Name, garden.Scope, garden.Quarantine ? "yes" : "no", garden.Id, garden.CreatedBy, garden.CreatedAt,
            }),
            "No gardens."));
        return ExitCodes.Ok;
    }
}
