using System.CommandLine;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp</c>: by itself a server on stdin and stdout; below it, what sets editors up.</summary>
internal static class McpGroup
{
    public static Command Create()
    {
        var group = McpServe.Create();
        foreach (var command in (Command[])[McpInstall.Create(), McpConfig.Create(), McpDetect.Create(), McpStatus.Create(), McpDoctor.Create(), McpSmoke.Create()])
            group.Subcommands.Add(command);
        return group;
    }
}
