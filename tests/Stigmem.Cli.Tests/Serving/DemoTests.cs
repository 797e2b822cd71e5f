using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Serving;

public sealed partial class DemoTests : IDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task Two_nodes_share_a_fact_go_on_running_and_stop_together()
    {
        using var process = Start("--json");
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(line is not null, "the demonstration ended before it was ready");
        var ready = JsonDocument.Parse(line).RootElement;
        Assert.Equal(process.Id, ready.GetProperty("pid").GetInt32());
        var nodes = ready.GetProperty("nodes").EnumerateArray().ToList();
        foreach (var node in nodes)
        {
            string[] where = ["--url", node.GetProperty("url").GetString()!, "--api-key", node.GetProperty("admin_key").GetString()!];
            await _sandbox.JsonAsync(["fact", "get", ready.GetProperty("fact_id").GetString()!, .. where]);
            Assert.Equal(1, (await _sandbox.JsonAsync(["fact", "conflicts", .. where])).GetProperty("conflicts").GetArrayLength());
            var peer = Assert.Single((await _sandbox.JsonAsync(["federation", "peers", .. where])).GetProperty("peers").EnumerateArray());
            Assert.Equal("active", peer.GetProperty("status").GetString());
        }
        Assert.Equal(2, nodes.Select(node => node.GetProperty("node_id").GetString()).Distinct().Count());
        Assert.Equal(0, await StopAsync(process));
        Assert.False(File.Exists(nodes[0].GetProperty("database").GetString()), "the data of the demonstration was left behind");
    }

    [Fact]
    public async Task It_tells_each_step_and_three_commands_to_try()
    {
        using var process = Start();
        List<string> lines = [];
        while (!lines.Exists(line => line.Contains("/v1/conflicts", StringComparison.Ordinal)))
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            Assert.True(line is not null, $"it ended after: {string.Join('\n', lines)}");
            lines.Add(line);
        }
        Assert.Equal(2, lines.Count(line => line.Contains(" in: sha256:", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.EndsWith("sees the contradiction", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line.Contains("  curl ", StringComparison.Ordinal)));
        Assert.Equal(0, await StopAsync(process));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        _sandbox.Variables["STIGMEM_DEMO_PORT_A"] = Text(FreePort.Next());
        _sandbox.Variables["STIGMEM_DEMO_PORT_B"] = Text(((IPEndPoint)taken.LocalEndpoint).Port);
        (await _sandbox.RunAsync("demo")).ShouldFail(1, "address_in_use", "--port-b");
        _sandbox.Variables["STIGMEM_DEMO_PORT_B"] = "0";
        (await _sandbox.RunAsync("demo")).ShouldFail(2, "usage", "STIGMEM_DEMO_PORT_B");
    }

    public void Dispose() => _sandbox.Dispose();

    private Process Start(params string[] more)
    {
        _sandbox.Variables["STIGMEM_DEMO_PORT_A"] = Text(FreePort.Next());
        _sandbox.Variables["STIGMEM_DEMO_PORT_B"] = Text(FreePort.Next());
        var process = _sandbox.Start(["demo", .. more]);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>What Ctrl-C does.</summary>
    private static async Task<int> StopAsync(Process process)
    {
        _ = Kill(process.Id, Interrupt);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
