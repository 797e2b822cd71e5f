using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Hosting.Sql;

namespace Stigmem.Simulation.Nodes;

/// <summary>An empty store with every migration, made once: to migrate takes longer than a short schedule.</summary>
internal static class StoreTemplate
{
    private const string Index = "-index";
    private static readonly Lazy<(byte[] Store, byte[] Index)> Files = new(Make);

    /// <summary>Writes an empty store.</summary>
    public static void CopyTo(string path)
    {
        File.WriteAllBytes(path, Files.Value.Store);
        File.WriteAllBytes(path + Index, Files.Value.Index);
    }

    /// <summary>Copies a file that may be in use; without what the operating system would lock for us.</summary>
    public static void Copy(string from, string to)
    {
        if (!File.Exists(from))
            return;
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write);
        source.CopyTo(target);
    }

    private static (byte[] Store, byte[] Index) Make()
    {
        var folder = Scratch.Create();
        try
        {
            var path = Path.Combine(folder, "empty.db");
            using (SqlEngine.Open(new StoreOptions { Path = path }, NodeSchema.Migrations, [], TimeProvider.System, _ => { }, NodeIndex.Layout))
            {
                // Closing it moves everything into the file.
            }
            return (File.ReadAllBytes(path), File.ReadAllBytes(path + Index));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
