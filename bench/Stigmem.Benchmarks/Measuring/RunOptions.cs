using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>What <c>bench run</c> was asked for. Every load is bound by these counts and seconds.</summary>
internal sealed record RunOptions(
    string Node,
    string Folder,
    IReadOnlyList<int> Sizes,
    IReadOnlyList<int> Clients,
    int Rounds,
    TimeSpan RoundTime,
    bool RawCheckpointsBeside,
    string Label,
    bool WritesReport)
{
    private const int FewestAssertsARound = 5_000;
    private const int MostAssertsARound = 60_000;

    /// <summary>
    /// Asserts make the table grow, so a round of them is bound by the size under test: ten thousand facts must not
    /// have become a million by the last round.
    /// </summary>
    public static int AssertsARound(int size) => Math.Clamp(size, FewestAssertsARound, MostAssertsARound);

    /// <summary>As many in batches, in whole ones.</summary>
    public static int BatchedFactsARound(int size) =>
        AssertsARound(size) / NodeRequests.BatchSize * NodeRequests.BatchSize;

    public static RunOptions From(Arguments arguments)
    {
        var quick = arguments.Flag("--quick");
        int[] sizes = quick ? [10_000] : [10_000, 100_000, 1_000_000];
        int[] clients = quick ? [1, 64] : [1, 16, 64];
        var options = new RunOptions(
            arguments.Text("--node") ?? "",
            arguments.Text("--dir") ?? Path.GetTempPath(),
            [.. arguments.Numbers("--sizes", sizes, 1_000, 10_000_000).Order()],
            [.. arguments.Numbers("--clients", clients, 1, 1_024).Order()],
            arguments.Number("--rounds", quick ? 1 : 3, 1, 20),
            TimeSpan.FromSeconds(arguments.Number("--seconds", quick ? 2 : 4, 1, 60)),
            arguments.Flag("--raw-checkpoints-beside"),
            arguments.Text("--label") ?? "run",
            arguments.Flag("--out"));
        arguments.RefuseUnread();
        return options with { Node = NodeSite.FindExecutable(options.Node) };
    }
}
