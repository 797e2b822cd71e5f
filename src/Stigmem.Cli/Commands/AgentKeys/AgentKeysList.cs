using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.AgentKeys;

/// <summary><c>stigmem agent-keys list</c>.</summary>
internal static class AgentKeysList
{
    public static Command Create() => Define.OnNode("list", "Lists the caller's agent keys, revoked ones too.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var keys = await call.Client.AgentKeys.ListAsync(call.Cancellation);
        call.Output.Show(keys, shown => call.Output.Table(
            ["id", "entity", "public key", "description", "registered", "status"],
            shown.Select(key => new[] { key.Id, key.EntityUri, key.PublicKey, key.Description, key.RegisteredAt, key.Status }),
            "No agent keys."));
        return ExitCodes.Ok;
    }
}
