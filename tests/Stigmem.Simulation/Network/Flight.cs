using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Network;

/// <summary>Something a node does that may wait for a message: it runs until it is done or a message of it is held up.</summary>
internal sealed class Flight(string name, SimulatedNode node, string? peer)
{
    private static readonly AsyncLocal<Flight?> Running = new();
    private TaskCompletionSource _parked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _release;
    private Task _work = Task.CompletedTask;

    /// <summary>The one whose message this is.</summary>
    public static Flight Current => Running.Value ?? throw new InvalidOperationException("a message outside of the schedule");

    public string Name { get; } = name;

    public SimulatedNode Node { get; } = node;

    /// <summary>Whom it pulls from; null for what cannot wait.</summary>
    public string? Peer { get; } = peer;

    /// <summary>The life of the node that it belongs to.</summary>
    public int Life { get; } = node.Life;

    public bool IsOfThisLife => Life == Node.Life;

    public bool IsParked { get; private set; }

    /// <summary>The scopes that its tokens claim at most: what was agreed on when it began.</summary>
    public Core.Peers.PeerScopes Claimed { get; init; }

    /// <summary>What the lying peer told it, until its page was taken in.</summary>
    public List<Liars.Lie> Told { get; } = [];

    /// <summary>Begins, and comes back when it is done or parked.</summary>
    public Task StartAsync(Func<Task> work)
    {
        _work = RunAsync(work);
        return SettleAsync();
    }

    /// <summary>Lets the held message go on its way.</summary>
    public Task ReleaseAsync()
    {
        IsParked = false;
        _parked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _release!.SetResult();
        return SettleAsync();
    }

    /// <summary>Holds a message up.</summary>
    public Task ParkAsync()
    {
        _release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IsParked = true;
        _parked.SetResult();
        return _release.Task;
    }

    private async Task RunAsync(Func<Task> work)
    {
        Running.Value = this;
        await work();
    }

    private async Task SettleAsync()
    {
        if (await Task.WhenAny(_work, _parked.Task) == _work && IsOfThisLife)
            await _work;
    }
}
