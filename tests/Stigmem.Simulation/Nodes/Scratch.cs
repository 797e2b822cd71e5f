namespace Stigmem.Simulation.Nodes;

/// <summary>Folders for the stores of a schedule: in memory where there is such a place, for each commit is a sync.</summary>
internal static class Scratch
{
    private const string InMemory = "/dev/shm";

    public static string Create()
    {
        var parent = Directory.Exists(InMemory) ? InMemory : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(parent, $"stigmem-simulation-{Guid.NewGuid():N}")).FullName;
    }
}
