using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.AgentKeys;

/// <summary><c>stigmem agent-keys revoke</c>.</summary>
internal static class AgentKeysRevoke
{
    private static readonly Argument<string> Id = new("id") { Description = "Id of the agent key." };

    public static Command Create() => Define.OnNode("revoke", "Ends an agent key; facts signed with it stay.", [Id], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await call.Client.AgentKeys.RevokeAsync(call.Get(Id), call.Cancellation);
        call.Done("revoked", call.Get(Id));
        return ExitCodes.Ok;
    }
}
