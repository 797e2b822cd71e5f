using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden show</c>.</summary>
internal static class GardenShow
{
    public static Command Create() => Define.OnNode("show", "Shows one garden.", [GardenArguments.Garden], RunAsync);

    /// <summary>Prints a garden for people.</summary>
    public static void Describe(NodeCall call, GardenRecord garden) => call.Output.Fields(
        ("id", garden.Id),
        ("uri", garden.GardenId),
        ("slug", garden.Slug),
        ("name", garden.Name),
        ("scope", garden.Scope),
        ("description", garden.Description),
        ("quarantine", garden.Quarantine ? "yes" : null),
        ("created_by", garden.CreatedBy),
        ("created_at", garden.CreatedAt));

    private static async Task<int> RunAsync(NodeCall call)
    {
        var garden = await call.Client.Gardens.GetAsync(call.Get(GardenArguments.Garden), call.Cancellation);
        call.Output.Show(garden, shown => Describe(call, shown));
        return ExitCodes.Ok;
    }
}
