using System.CommandLine;

namespace Stigmem.Cli.Commands.Federation.Capabilities;

/// <summary><c>stigmem capability</c>.</summary>
internal static class CapabilityGroup
{
    public static Command Create() => Define.Group(
        "capability", "Tokens that let entities of an organisation do something at any node.",
        CapabilityIssue.Create(), CapabilityVerify.Create(), CapabilityRevoke.Create());
}
