using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Demo;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Serving;

/// <summary><c>stigmem demo</c>.</summary>
internal static class DemoCommand
{
    private static readonly Option<int?> PortA = new("--port-a") { Description = "Port of the first node. Default: STIGMEM_DEMO_PORT_A, else 8765.", HelpName = "port" };
    private static readonly Option<int?> PortB = new("--port-b") { Description = "Port of the second node. Default: STIGMEM_DEMO_PORT_B, else 8766.", HelpName = "port" };

    public static Command Create() => Define.Local(
        "demo",
        "Two nodes on this machine that are introduced to each other, share a fact and notice a contradiction; they run until Ctrl-C, and their data is then deleted. Exit code 1: a step failed.",
        [PortA, PortB], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var (portA, portB) = (Port(call, PortA, "STIGMEM_DEMO_PORT_A", 8765), Port(call, PortB, "STIGMEM_DEMO_PORT_B", 8766));
        var folder = Directory.CreateTempSubdirectory("stigmem-demo-");
        try
        {
            await using var a = await DemoNode.StartAsync("node A", portA, Path.Combine(folder.FullName, "a"), call.Cancellation);
            await using var b = await DemoNode.StartAsync("node B", portB, Path.Combine(folder.FullName, "b"), call.Cancellation);
            // Signals reach the nodes themselves too; the first of all that is told to stop ends the demonstration.
            using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, a.Stopping, b.Stopping);
            await ShowAsync(call, a, b, over.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return ExitCodes.Ok;
    }

    private static async Task ShowAsync(CommandCall call, DemoNode a, DemoNode b, CancellationToken over)
    {
        Action<string> tell = call.Output.IsJson ? _ => { } : call.Output.Line;
        tell($"{a.Name} listens on {a.Url}, {b.Name} on {b.Url}");
        var outcome = await new Demonstration(a, b, call.Time, tell).RunAsync(over);
        call.Output.Show(
            new DemoReady(Environment.ProcessId, outcome.FactId, [Ready(a, outcome.OfA), Ready(b, outcome.OfB)]),
            _ => Welcome(call, a, b));
        call.Output.Results.Flush();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = over.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static DemoNodeReady Ready(DemoNode node, Introduction made) =>
        new(node.Name, node.Url, node.Database, made.NodeId, made.Fingerprint, node.AdminKey);

    private static void Welcome(CommandCall call, DemoNode a, DemoNode b) => call.Output.Verbatim(
        $$"""

        Both nodes go on running; Ctrl-C stops them and deletes their data.

          export KEY_A={{a.AdminKey}}
          export KEY_B={{b.AdminKey}}

        Three commands to try; the first says something on node A, the second reads it on node B, the third shows what is open there:

          curl -s {{a.Url}}/v1/facts -H "Authorization: Bearer $KEY_A" -H 'Content-Type: application/json' \
            -d '{"entity":"user:alice","relation":"memory:city","value":{"type":"string","v":"Oslo"},"source":"user:alice","scope":"company"}'
          curl -s '{{b.Url}}/v1/facts?entity=user:alice' -H "Authorization: Bearer $KEY_B"
          curl -s {{b.Url}}/v1/conflicts -H "Authorization: Bearer $KEY_B"

        """);

    private static int Port(CommandCall call, Option<int?> option, string variable, int otherwise)
    {
        var port = call.Get(option) ?? (SettingsSource.FromEnvironment(Environment.CurrentDirectory).TryGet(variable, out var text, out _)
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1
            : otherwise);
        return port is > 0 and <= 65_535
            ? port
            : throw CommandFailure.Usage($"{option.Name} must be 1 to 65535", $"{variable} stands for it; the nodes tell each other their ports, so 0 does not do.");
    }
}
