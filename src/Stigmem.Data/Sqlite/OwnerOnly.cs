namespace Stigmem.Data.Sqlite;

/// <summary>Files that hold what agents know are readable by their owner alone.</summary>
public static class OwnerOnly
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the file with mode 0600, or sets that mode on an existing one.</summary>
    public static void Ensure(string path)
    {
        if (!File.Exists(path))
            Open(path, FileMode.CreateNew, FileShare.Read).Dispose();
        else if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Mode);
    }

    /// <summary>Opens a file for writing; one that this creates has mode 0600 from its first moment.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mode;
        return new FileStream(path, options);
    }
}
