using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Decay;
using Stigmem.Sdk.Decay;

namespace Stigmem.Cli.Commands.Decay;

/// <summary><c>stigmem decay sweep</c>.</summary>
internal static class DecaySweepCommand
{
    private static readonly Option<long?> Ttl = new("--ttl-seconds") { Description = "Ends facts without an expiry that are so old. Default: the node's setting.", HelpName = "seconds" };
    private static readonly Option<double?> Least = new("--min-confidence") { Description = "Ends facts of lower confidence. Default: the node's setting.", HelpName = "0..1" };
    private static readonly Option<string?> Scope = FactOptions.Scope("Only this scope. Default: all, which needs admin.");
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only counts what is due." };
    private static readonly Option<string?> Policy = new("--policy") { Description = "Policies as JSON: a body of the route, or the list in it.", HelpName = "file" };

    public static Command Create() => Define.OnNode("sweep", "Ends facts that are too old or too weak.", [Ttl, Least, Scope, DryRun, Policy], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var sweep = new DecaySweep
        {
            DryRun = call.Get(DryRun),
            Scope = call.Get(Scope),
            TtlSeconds = call.Get(Ttl),
            MinConfidence = call.Get(Least),
            Policies = call.Get(Policy) is { } path ? Read(path) : [],
        };
        var result = await call.Client.Decay.DecayAsync(sweep, call.Cancellation);
        call.Output.Show(result, done =>
        {
            call.Output.Fields(
                ("scanned", Text(done.Scanned)), ("due", Text(done.Matched)), ("decayed", Text(done.Decayed)), ("dry run", done.DryRun ? "yes" : "no"));
            foreach (var policy in done.Policies ?? [])
                call.Output.Line($"{policy.Id}: {Text(policy.Matched)} due, {Text(policy.Decayed)} decayed");
        });
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<DecayPolicyRecord> Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandFailure($"there is no file {path}", "no_policy_file", "Name a JSON file with the policies.");
        var text = File.ReadAllText(path);
        try
        {
            var body = text.TrimStart().StartsWith('[') ? $$"""{"policies":{{text}}}""" : text;
            if (JsonSerializer.Deserialize(body, CliJson.Info<DecayRequest>())?.Policies is { Count: > 0 } policies)
                return policies;
        }
        catch (JsonException)
        {
            // Told below, like a file without policies.
        }
        throw new CommandFailure($"{path} holds no policies", "policy_invalid", """Write [{"id":"old notes","relation":"memory:note","ttl_s":2592000}].""");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
