using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Aliases;

/// <summary><c>stigmem alias list</c>.</summary>
internal static class AliasList
{
    private static readonly Option<string?> Kind = new Option<string?>("--kind") { Description = "Only these." }.From(["user", "migration"]);
    private static readonly Option<string?> Canonical = new("--canonical") { Description = "Only names of this entity.", HelpName = "entity" };

    public static Command Create() => Define.OnNode("list", "Lists second names, newest first.", [Kind, Canonical], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var aliases = await call.Client.Aliases.ListAsync(call.Get(Kind), call.Get(Canonical), call.Cancellation);
        call.Output.Show(aliases, shown => call.Output.Table(
            ["alias", "entity", "kind", "created"],
            shown.Select(alias => new[] { alias.RawUri, alias.CanonicalUri, alias.Kind, alias.CreatedAt }),
            "No aliases."));
        return ExitCodes.Ok;
    }
}
