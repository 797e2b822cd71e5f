namespace Stigmem.Cli.Doctor;

/// <summary>Checks of the folder and the files, without looking inside.</summary>
internal static class FileChecks
{
    private const long LeastFreeBytes = 64L * 1024 * 1024;
    private const long ComfortableFreeBytes = 1024L * 1024 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Files can be made in the folder.</summary>
    public static CheckResult Folder(Patient patient)
    {
        const string name = "folder";
        if (!Directory.Exists(patient.Folder))
            return CheckResult.Failed(name, $"{patient.Folder} does not exist", $"mkdir -p {patient.Folder}");
        var probe = Path.Combine(patient.Folder, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return CheckResult.Ok(name, $"{patient.Folder} is writable");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CheckResult.Failed(name, $"{patient.Folder} cannot be written: {e.Message}", "Allow this user to write there, or point STIGMEM_DB_PATH elsewhere.");
        }
    }

    /// <summary>There is room to grow.</summary>
    public static CheckResult Disk(Patient patient)
    {
        const string name = "disk";
        if (!Directory.Exists(patient.Folder))
            return CheckResult.Skipped(name, "there is no folder");
        var free = new DriveInfo(patient.Folder).AvailableFreeSpace;
        var detail = $"{free / (1024 * 1024)} MiB free";
        const string cure = "Free disk space, or move STIGMEM_DB_PATH to a larger disk.";
        if (free < LeastFreeBytes)
            return CheckResult.Failed(name, detail, cure);
        return free < ComfortableFreeBytes ? CheckResult.Warning(name, detail, cure) : CheckResult.Ok(name, detail);
    }

    /// <summary>Only the owner reads the database.</summary>
    public static CheckResult FileMode(Patient patient) => Mode("file_mode", patient.DatabasePath, "there is no database yet");

    /// <summary>The secret under which API keys are looked up is there, and only the owner reads it.</summary>
    public static CheckResult Secret(Patient patient)
    {
        const string name = "key_secret";
        if (patient.Settings is { Storage.KeyTagSecret.Length: > 0 })
            return CheckResult.Ok(name, "set by STIGMEM_KEY_TAG_SECRET");
        var path = patient.DatabasePath + ".secret";
        if (File.Exists(path) || !patient.HasDatabase)
            return Mode(name, path, "made at the first start");
        return CheckResult.Failed(
            name, $"{path} is missing: no API key of this database works", "Put the file back from a backup, or make a new admin key with 'stigmem keys create --db'.");
    }

    /// <summary>Only the owner reads a file.</summary>
    public static CheckResult Mode(string name, string path, string whenMissing)
    {
        if (!File.Exists(path))
            return CheckResult.Skipped(name, whenMissing);
        if (OperatingSystem.IsWindows())
            return CheckResult.Skipped(name, "this system has no file modes");
        var mode = File.GetUnixFileMode(path);
        return (mode & ~OwnerOnly) == 0
            ? CheckResult.Ok(name, $"{path} is readable by its owner alone")
            : CheckResult.Failed(name, $"{path} has mode 0{Convert.ToString((int)mode, 8)}", $"chmod 600 {path}");
    }
}
