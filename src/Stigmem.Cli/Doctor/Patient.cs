using Stigmem.Node.Settings;

namespace Stigmem.Cli.Doctor;

/// <summary>What the checks look at.</summary>
/// <param name="DatabasePath">The database file.</param>
/// <param name="Settings">The settings; null when they do not allow a start.</param>
/// <param name="Time">The clock.</param>
internal sealed record Patient(string DatabasePath, NodeSettings? Settings, TimeProvider Time)
{
    /// <summary>Whether there is a database yet.</summary>
    public bool HasDatabase => File.Exists(DatabasePath);

    /// <summary>The folder of the database.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(DatabasePath))!;
}
