using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Stigmem.Cli.Tests.Running;

/// <summary>A real node in a child process of its own, with its first admin key.</summary>
public sealed partial class NodeProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private NodeProcess(Process process, JsonElement ready)
    {
        _process = process;
        Url = ready.GetProperty("url").GetString()!;
        AdminKey = ready.GetProperty("admin_key").GetString();
    }

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>The key that it made; null when one was alive.</summary>
    public string? AdminKey { get; }

    /// <summary>Starts a node, on a free port unless one is given, and points the sandbox's commands at it.</summary>
    public static async Task<NodeProcess> StartAsync(Sandbox sandbox, int port = 0)
    {
        var process = sandbox.Start("node", "--try", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--json");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(line is not null, "the node ended while it started");
        var node = new NodeProcess(process, JsonDocument.Parse(line).RootElement);
        sandbox.Variables["STIGMEM_URL"] = node.Url;
        if (node.AdminKey is not null)
            sandbox.Variables["STIGMEM_API_KEY"] = node.AdminKey;
        return node;
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
            _ = Kill(_process.Id, Terminate);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Cuts it off, as a power failure does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
