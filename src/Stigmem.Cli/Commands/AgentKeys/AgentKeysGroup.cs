using System.CommandLine;

namespace Stigmem.Cli.Commands.AgentKeys;

/// <summary><c>stigmem agent-keys</c>.</summary>
internal static class AgentKeysGroup
{
    public static Command Create() => Define.Group(
        "agent-keys", "Ed25519 keys with which sources sign their facts.",
        AgentKeysList.Create(), AgentKeysGenerate.Create(), AgentKeysRegister.Create(), AgentKeysRevoke.Create());
}
