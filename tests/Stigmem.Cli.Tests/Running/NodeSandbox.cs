namespace Stigmem.Cli.Tests.Running;

/// <summary>One running node for all tests of a class.</summary>
public sealed class NodeSandbox : IAsyncLifetime
{
    /// <summary>Where its commands run; they talk to the node as its admin.</summary>
    public Sandbox Sandbox { get; } = new();

    /// <summary>The node.</summary>
    public NodeProcess Node { get; private set; } = null!;

    public async Task InitializeAsync() => Node = await NodeProcess.StartAsync(Sandbox);

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        Sandbox.Dispose();
    }
}
