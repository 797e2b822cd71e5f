using System.Diagnostics;
using System.Reflection;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Mcp.Tests;

/// <summary>Runs a script of <c>client/</c> with Node against a node.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string Folder = typeof(NodeClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ClientFolder").Value!;

    /// <summary>Fails unless the script ends well.</summary>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "node_modules")), "the client's modules are missing: ./test installs them, or 'npm ci' in tests/Stigmem.Mcp.Tests/client");
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["STIGMEM_TEST_EXECUTABLE"] = Sandbox.Executable;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        Assert.True(process.ExitCode == 0, $"node {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }
}
