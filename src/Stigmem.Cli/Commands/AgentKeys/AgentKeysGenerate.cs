using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;

namespace Stigmem.Cli.Commands.AgentKeys;

/// <summary><c>stigmem agent-keys generate</c>.</summary>
internal static class AgentKeysGenerate
{
    private static readonly Argument<string> File = new("file") { Description = "Where the seed is written, mode 0600; never overwritten." };

    public static Command Create() => Define.Local(
        "generate", "Makes an Ed25519 key; prints the public half only.", [File], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        using var signer = SeedFile.Create(call.Get(File));
        var made = new GeneratedAgentKey(signer.PublicKeyText, Path.GetFullPath(call.Get(File)));
        call.Output.Show(made, key => call.Output.Fields(("public_key", key.PublicKey), ("seed_file", key.SeedFile)));
        return ExitCodes.Ok;
    }
}
