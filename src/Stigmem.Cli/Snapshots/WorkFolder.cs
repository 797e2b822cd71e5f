namespace Stigmem.Cli.Snapshots;

/// <summary>
/// A folder for files that are not finished, beside the file that they will become: a rename is atomic only within a
/// file system. Only its owner can look inside; it is gone afterwards.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private WorkFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes a folder beside a file.</summary>
    public static WorkFolder Beside(string file)
    {
        var parent = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!;
        var path = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(file)}.{System.IO.Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
        return new WorkFolder(path);
    }

    /// <summary>A path inside.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
