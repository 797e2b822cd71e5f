using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;

namespace Stigmem.Cli.Commands.AgentKeys;

/// <summary><c>stigmem agent-keys register</c>.</summary>
internal static class AgentKeysRegister
{
    private static readonly Argument<string> File = new("file") { Description = "The seed file; only its public half and a signature are sent." };
    private static readonly Option<string?> Description = new("--description") { Description = "What it is for.", HelpName = "text" };

    public static Command Create() => Define.OnNode("register", "Registers the public half of a key for the caller, with a proof that the caller has the other half.", [File, Description], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        using var signer = SeedFile.Open(call.Get(File));
        var node = await call.Client.Node.DiscoverAsync(call.Cancellation);
        var record = await call.Client.AgentKeys.RegisterProvenAsync(signer, node.NodeId, await call.OwnEntityAsync(), call.Get(Description), call.Cancellation);
        call.Output.Show(record, key => call.Output.Fields(("id", key.Id), ("entity", key.EntityUri), ("public_key", key.PublicKey), ("status", key.Status)));
        return ExitCodes.Ok;
    }
}
