using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Settings;

/// <summary><c>stigmem config show</c>.</summary>
internal static class ConfigShow
{
    private static readonly Option<bool> Origin = new("--origin") { Description = "Also tells where each value comes from." };

    public static Command Create() => Define.Local(
        "show", "Prints every setting of a node with its value; secrets as (set).", [Origin], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var settings = NodeSettings.Read(SettingsSource.FromEnvironment(Environment.CurrentDirectory));
        var lines = settings.Values.Select(value => new ConfigLine(value.Definition.Name, value.Text, value.Origin)).ToList();
        call.Output.Show<IReadOnlyList<ConfigLine>>(lines, shown =>
        {
            if (call.Get(Origin))
                call.Output.Table(["setting", "value", "origin"], shown.Select(line => new[] { line.Name, line.Value, line.Origin }), "");
            else
                call.Output.Table(["setting", "value"], shown.Select(line => new[] { line.Name, line.Value }), "");
        });
        foreach (var warning in settings.Warnings)
            call.Output.Note($"warning: {warning}");
        return ExitCodes.Ok;
    }
}
