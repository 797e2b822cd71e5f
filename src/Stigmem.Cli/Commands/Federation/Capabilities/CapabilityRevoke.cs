using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation.Capabilities;

/// <summary><c>stigmem capability revoke</c>.</summary>
internal static class CapabilityRevoke
{
    private static readonly Argument<string> Token = new("token-id") { Description = "The id of the token." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; other nodes can read it.", HelpName = "text" };

    public static Command Create() => Define.OnNode("revoke", "Takes a capability token back, as its issuer or its subject. Needs write.", [Token, Reason], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Capabilities.RevokeAsync(call.Get(Token), call.Get(Reason), call.Cancellation);
        call.Output.Show(answer, shown => call.Output.Line($"{shown.TokenId} {shown.Status} at {shown.RevokedAt}"));
        if (answer.TlWarning is { } warning && !call.Output.IsJson)
            call.Output.Note($"warning: {warning}");
        return ExitCodes.Ok;
    }
}
