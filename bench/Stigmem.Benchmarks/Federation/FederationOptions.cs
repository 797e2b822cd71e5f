using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Federation;

/// <summary>What <c>bench federation</c> was asked for. A count of 0 leaves a line out.</summary>
internal sealed record FederationOptions(string Node, string Folder, int CatchUp, int Bootstrap, int Singles, int IdlePeers, int IdleSeconds)
{
    public static FederationOptions From(Arguments arguments)
    {
        var options = new FederationOptions(
            arguments.Text("--node") ?? "",
            arguments.Text("--dir") ?? Path.GetTempPath(),
            arguments.Number("--catch-up", 50_000, 0, 10_000_000),
            arguments.Number("--bootstrap", 1_000_000, 0, 10_000_000),
            arguments.Number("--singles", 200, 0, 100_000),
            arguments.Number("--idle-peers", 50, 0, 200),
            arguments.Number("--idle-seconds", 30, 5, 600));
        arguments.RefuseUnread();
        return options with { Node = NodeSite.FindExecutable(options.Node) };
    }
}
