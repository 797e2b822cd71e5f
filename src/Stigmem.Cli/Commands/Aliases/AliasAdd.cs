using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Aliases;

/// <summary><c>stigmem alias add</c>.</summary>
internal static class AliasAdd
{
    private static readonly Argument<string> Raw = new("alias") { Description = "The second name." };
    private static readonly Argument<string> Canonical = new("entity") { Description = "The entity that it names." };

    public static Command Create() => Define.OnNode("add", "Gives an entity a second name.", [Raw, Canonical], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var alias = await call.Client.Aliases.CreateAsync(call.Get(Raw), call.Get(Canonical), call.Cancellation);
        call.Output.Show(alias, shown => call.Output.Line($"{shown.RawUri} -> {shown.CanonicalUri}"));
        return ExitCodes.Ok;
    }
}
