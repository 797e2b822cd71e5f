using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp status</c>: every editor, and whether it has the server.</summary>
internal static class McpStatus
{
    public static Command Create() => Define.Local("status", "Tells which editors have the server.", [], call =>
    {
        McpDetect.Show(call, McpDetect.States(), "none");
        return Task.FromResult(ExitCodes.Ok);
    });
}
