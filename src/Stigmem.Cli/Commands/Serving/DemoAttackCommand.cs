using System.CommandLine;
using Stigmem.Cli.Demo;
using Stigmem.Cli.Demo.Attacks;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;

namespace Stigmem.Cli.Commands.Serving;

/// <summary><c>stigmem demo-attack</c>.</summary>
internal static class DemoAttackCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port of the node that is attacked.", HelpName = "port", DefaultValueFactory = _ => 8765 };
    private static readonly Option<FileInfo?> Transcript = new("--transcript") { Description = "Also write what happened to this file, as JSON. It holds no key and no token.", HelpName = "file" };

    public static Command Create() => Define.Local(
        "demo-attack",
        "A node on this machine and a malicious peer that tries to get in and, let in, to do harm; each attempt has to be refused and audited. Exit code 1: one was not.",
        [Port, Transcript], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var port = call.Get(Port);
        if (port is < 1 or > 65_535)
            throw CommandFailure.Usage("--port must be 1 to 65535", "Peers are told the port, so 0 does not do.");
        var folder = Directory.CreateTempSubdirectory("stigmem-attack-");
        try
        {
            var transcript = await AttackAsync(call, port, folder.FullName);
            if (call.Get(Transcript) is { } file)
                await WriteAsync(file, transcript, call.Cancellation);
            call.Output.Show(transcript, Tell(call));
            return transcript.AllRefused ? ExitCodes.Ok : ExitCodes.Failure;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<AttackTranscript> AttackAsync(CommandCall call, int port, string folder)
    {
        var over = call.Cancellation;
        var started = call.Time.GetTimestamp();
        await using var node = await DemoNode.StartAsync("the node", port, folder, over, ("STIGMEM_FEDERATION_PUSH_ENABLED", "1"));
        await using var attacker = await Attacker.StartAsync("member", call.Time, over);
        await using var stranger = await Attacker.StartAsync("stranger", call.Time, over);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(node.Url) };
        var identity = await node.Client.Node.DiscoverAsync(over);
        var field = new Battlefield(http, identity.NodeId, node.AdminKey, attacker, stranger);
        var run = new AttackRun(field, call.Time);
        List<AttackResult> results = [];
        foreach (var attack in KnownAttacks.Outside)
            results.Add(await run.RunAsync(attack, over));
        await field.ApproveAsync(attacker.Fingerprint, over);
        foreach (var attack in KnownAttacks.Inside)
            results.Add(await run.RunAsync(attack, over));
        return new AttackTranscript(
            identity.NodeId, (long)call.Time.GetElapsedTime(started).TotalMilliseconds, results.TrueForAll(result => result.Refused), results);
    }

    private static Action<AttackTranscript> Tell(CommandCall call) => transcript =>
    {
        foreach (var result in transcript.Attacks)
        {
            call.Output.Line($"{(result.Refused ? "refused" : "NOT REFUSED")}  {result.Name}: {result.Attempt}");
            call.Output.Line($"         answered {List(result.Observed)}; audited {List(result.ObservedAudit)}");
            if (!result.Refused)
                call.Output.Line($"         expected {List(result.Expected)}; audited {List(result.ExpectedAudit)}; facts stored: {result.StoredFacts.Count}");
        }
        call.Output.Line(transcript.AllRefused
            ? $"All {transcript.Attacks.Count} attacks were refused and audited."
            : $"{transcript.Attacks.Count(result => !result.Refused)} of {transcript.Attacks.Count} attacks were not refused as they should be.");
    };

    private static string List(IReadOnlyList<string> texts) => texts.Count == 0 ? "nothing" : string.Join(", ", texts);

    private static async Task WriteAsync(FileInfo file, AttackTranscript transcript, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(file.FullName, CliJson.Text(transcript) + "\n", cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{file.FullName}: {e.Message}", "file_not_written", "Name a file in a folder that exists and that you may write to with --transcript.");
        }
    }
}
