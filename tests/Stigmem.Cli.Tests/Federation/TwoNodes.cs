using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Federation;

/// <summary>Two real nodes that federate, each in a sandbox from which its operator works.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    /// <summary>Where the operator of the first node works.</summary>
    public Sandbox A { get; } = new();

    /// <summary>Where the operator of the second one works.</summary>
    public Sandbox B { get; } = new();

    /// <summary>The first node.</summary>
    public NodeProcess NodeA { get; private set; } = null!;

    /// <summary>The second one.</summary>
    public NodeProcess NodeB { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        NodeA = await StartAsync(A);
        NodeB = await StartAsync(B);
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(NodeA.DisposeAsync().AsTask(), NodeB.DisposeAsync().AsTask());
        A.Dispose();
        B.Dispose();
    }

    /// <summary>Stops the first node and starts it again where it was.</summary>
    public async Task RestartAAsync()
    {
        var port = new Uri(NodeA.Url).Port;
        await NodeA.DisposeAsync();
        NodeA = await NodeProcess.StartAsync(A, port);
    }

    /// <summary>Introduces the first node to the second, with a key that the second one's operator handed out.</summary>
    public Task<CommandResult> RegisterAsync(params string[] more) =>
        A.RunAsync(["federation", "register-peer", "--remote-url", NodeB.Url, "--api-key", NodeB.AdminKey!, .. more]);

    /// <summary>Introduces one node to the other and lets it in, by the very command that was printed.</summary>
    public static async Task JoinAsync(Sandbox who, Sandbox toWhom, NodeProcess remote)
    {
        var made = await who.JsonAsync("federation", "register-peer", "--remote-url", remote.Url, "--api-key", remote.AdminKey!);
        var command = made.GetProperty("approve_command").GetString()!.Split(' ');
        Assert.Equal("stigmem", command[0]);
        var approved = await toWhom.JsonAsync(command[1..]);
        Assert.Equal("active", approved.GetProperty("status").GetString());
    }

    /// <summary>The peers that a node knows.</summary>
    public static async Task<List<JsonElement>> PeersAsync(Sandbox sandbox) =>
        [.. (await sandbox.JsonAsync("federation", "peers")).GetProperty("peers").EnumerateArray()];

    private static async Task<NodeProcess> StartAsync(Sandbox sandbox)
    {
        var port = FreePort.Next();
        sandbox.Variables["STIGMEM_NODE_URL"] = $"http://127.0.0.1:{port}";
        sandbox.Variables["STIGMEM_FEDERATION_ENABLED"] = "1";
        sandbox.Variables["STIGMEM_FEDERATION_INSECURE"] = "1";
        sandbox.Variables["STIGMEM_FEDERATION_PULL_INTERVAL_S"] = "1";
        return await NodeProcess.StartAsync(sandbox, port);
    }
}
