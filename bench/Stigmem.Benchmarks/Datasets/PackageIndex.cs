using System.Diagnostics;
using System.IO.Compression;

namespace Stigmem.Benchmarks.Datasets;

/// <summary>
/// A file of package lists, compressed or not. What the base library cannot read is read by apt's own helper, which lies
/// on every machine that has such lists and knows every form that they may have.
/// </summary>
internal static class PackageIndex
{
    private const string AptHelper = "/usr/lib/apt/apt-helper";
    private static readonly string[] Suffixes = [".gz", ".lz4", ".xz", ".zst", ".bz2"];

    /// <summary>Whether the file is one, by its name.</summary>
    public static bool IsIndex(string path) => NameOf(path).EndsWith("_Packages", StringComparison.Ordinal);

    /// <summary>The list's name, the same whatever its compression.</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        return Suffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal)) is { } found ? name[..^found.Length] : name;
    }

    /// <summary>Whether this machine has what it takes to read the file.</summary>
    public static bool CanRead(string path) => Compression(path) is null or ".gz" || File.Exists(AptHelper);

    /// <summary>The plain text.</summary>
    /// <exception cref="UsageException">Nothing on this machine can read it.</exception>
    public static Stream Open(string path)
    {
        if (Compression(path) is null)
        {
            return File.OpenRead(path);
        }

        if (!CanRead(path))
        {
            throw new UsageException($"{path}: only plain and gzip lists can be read without {AptHelper}; unpack it and name it with --index");
        }

        return Compression(path) == ".gz" ? Unzip(path) : AskApt(path);
    }

    private static string? Compression(string path) => Suffixes.FirstOrDefault(suffix => path.EndsWith(suffix, StringComparison.Ordinal));

    private static MemoryStream Unzip(string path)
    {
        try
        {
            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            return Whole(packed);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{path}: {e.Message}");
        }
    }

    private static MemoryStream AskApt(string path)
    {
        var start = new ProcessStartInfo(AptHelper, ["cat-file", Path.GetFullPath(path)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var text = Whole(process.StandardOutput.BaseStream);
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new UsageException($"{path}: {complaint.Result.Trim()}");
    }

    /// <summary>Read whole, so that a broken file is told before the first fact of it is written.</summary>
    private static MemoryStream Whole(Stream source)
    {
        var text = new MemoryStream();
        source.CopyTo(text);
        text.Position = 0;
        return text;
    }
}
