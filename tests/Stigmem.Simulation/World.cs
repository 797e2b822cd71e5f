using System.Buffers.Binary;
using System.Security.Cryptography;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation;

/// <summary>
/// All nodes of one schedule, the network between them, and what is known about them. Chance comes from the seed and the
/// number of the step alone, so that a schedule without some of its steps is still the same elsewhere.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private const int MostNodes = 5;

    private readonly int _seed;
    private readonly string _folder = Scratch.Create();
    private readonly Dictionary<SimulatedNode, NodeHistory> _histories = [];
    private readonly List<string> _log = [];
    private Random _random;

    public World(int seed)
    {
        _seed = seed;
        _random = RandomOf(-1);
        Network = new ScriptedNetwork(this);
        Wire = new Wire(this);
        var count = Next(2, MostNodes + 1);
        for (var i = 0; i < count; i++)
        {
            var node = new SimulatedNode(i, Path.Combine(_folder, $"{i}"), Bytes(32), Time, Chance(30), Network.HandlerOf);
            Nodes.Add(node);
            _histories.Add(node, new NodeHistory(this, node));
        }
        if (Chance(40))
            Liar = new Liar(this, Bytes(32), Chance(50));
    }

    public WorldTime Time { get; } = new();

    public ScriptedNetwork Network { get; }

    public Wire Wire { get; }

    public List<SimulatedNode> Nodes { get; } = [];

    public Liar? Liar { get; }

    /// <summary>What the operator of one node has agreed on with another, by the two node ids.</summary>
    public Dictionary<(string Holder, string Peer), Agreement> Agreements { get; } = [];

    /// <summary>The keys by which one node knows another, by the two node ids.</summary>
    public Dictionary<(string Holder, string Peer), TrustedKeys> Trusted { get; } = [];

    /// <summary>What the operator of a node shares with some peers only, by node id and name.</summary>
    public Dictionary<(string Holder, string Name), SharedWith> Rules { get; } = [];

    /// <summary>Every fact that was said on an honest node.</summary>
    public Dictionary<Guid, SaidFact> Said { get; } = [];

    /// <summary>Ids of facts that no node may take.</summary>
    public HashSet<Guid> Forbidden { get; } = [];

    /// <summary>Nodes that crashed while their operator decided something.</summary>
    public HashSet<SimulatedNode> Interrupted { get; } = [];

    /// <summary>Messages that are held up.</summary>
    public List<Flight> Parked { get; } = [];

    /// <summary>What was done, a line a step.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>Draws from now on what belongs to a step.</summary>
    public void Begin(int step) => _random = RandomOf(step);

    public int Next(int below) => _random.Next(below);

    public int Next(int least, int below) => _random.Next(least, below);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Pick<T>(params IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public Guid NewId() => new(Bytes(16));

    public void Write(string line) => _log.Add(line);

    public NodeHistory HistoryOf(SimulatedNode node) => _histories[node];

    public bool IsReachable(int number) => number == Liar.Number ? Liar is not null : Nodes[number].IsUp;

    /// <summary>Whether one node serves another, which takes it in.</summary>
    public bool Shares(SimulatedNode from, SimulatedNode to) =>
        Agreements.TryGetValue((from.NodeId, to.NodeId), out var there) && there.IsActive && Agreements.TryGetValue((to.NodeId, from.NodeId), out var here) && here.IsActive;

    /// <summary>Whether the rules of one node let another have a fact.</summary>
    public bool Allows(SimulatedNode from, string toNodeId, FactBody body) =>
        Rules.All(pair => pair.Key.Holder != from.NodeId || pair.Value.Allows(toNodeId, body));

    public Ed25519Signer KeyOf(int number) => number == Liar.Number ? Liar!.Key : Nodes[number].Key;

    public static string NodeIdOf(int number) => number == Liars.Liar.Number ? Liars.Liar.NodeId : $"stigmem://sim.example/node-{number}";

    /// <summary>Runs a part of the schedule until it is done or one of its messages is held up.</summary>
    /// <returns>Whether it is done, and was not ended by a crash.</returns>
    public async Task<bool> FlyAsync(Flight flight, Func<Task> work)
    {
        await flight.StartAsync(work);
        return Settled(flight);
    }

    /// <summary>Lets a held message go on.</summary>
    public async Task<bool> ReleaseAsync(Flight flight)
    {
        Parked.Remove(flight);
        await flight.ReleaseAsync();
        return Settled(flight);
    }

    /// <summary>Looks at every node that is up.</summary>
    public void Look()
    {
        foreach (var node in Nodes.Where(node => node.IsUp))
            _histories[node].Look();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        Liar?.Key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Settled(Flight flight)
    {
        if (flight.IsParked)
            Parked.Add(flight);
        return !flight.IsParked && flight.IsOfThisLife;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private Random RandomOf(int step)
    {
        Span<byte> input = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(input, _seed);
        BinaryPrimitives.WriteInt32LittleEndian(input[4..], step);
        return new Random(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(input)));
    }
}
