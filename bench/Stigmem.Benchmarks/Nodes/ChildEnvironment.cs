using System.Diagnostics;

namespace Stigmem.Benchmarks.Nodes;

/// <summary>
/// Where a child runs and what it is told. Settings of the person's own node, and a <c>.env</c> in the current folder,
/// must not reach it: they would change what is measured.
/// </summary>
internal sealed record ChildEnvironment(string? WorkingFolder, IReadOnlyDictionary<string, string> Variables)
{
    public static ChildEnvironment Empty { get; } = new(null, new Dictionary<string, string>());

    public void ApplyTo(ProcessStartInfo start)
    {
        SocketTuning.RemoveFrom(start.Environment);
        foreach (var name in start.Environment.Keys.Where(IsNodeSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        start.WorkingDirectory = WorkingFolder ?? "";
    }

    private static bool IsNodeSetting(string name) => name.StartsWith("STIGMEM_", StringComparison.Ordinal);
}
