namespace Stigmem.Data.Sqlite;

/// <summary>How a SQLite store is opened.</summary>
public sealed record StoreOptions
{
    /// <summary>A file path, or a <c>file:</c> URI such as <c>file:/data/stigmem.db?mode=ro</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Page cache of the writer, in KiB.</summary>
    public int WriterCacheKib { get; init; } = 48 * 1024;

    /// <summary>Page cache of each reader, in KiB.</summary>
    public int ReaderCacheKib { get; init; } = 8 * 1024;

    /// <summary>How many readers are kept open while nobody uses them.</summary>
    public int KeptReaders { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>Pages in the write-ahead log after which a checkpoint runs beside the writer.</summary>
    public int CheckpointPages { get; init; } = 8_192;

    /// <summary>An upper bound of the file, in pages of 4 KiB; 0 means none.</summary>
    public long MaxPages { get; init; }

    /// <summary>Whether nothing may be written.</summary>
    public bool ReadOnly => IsUri && Path.Contains("mode=ro", StringComparison.Ordinal);

    /// <summary>The plain path of the file.</summary>
    public string FilePath
    {
        get
        {
            if (!IsUri)
                return Path;
            var end = Path.IndexOf('?', StringComparison.Ordinal);
            var path = Path["file:".Length..(end < 0 ? Path.Length : end)];
            return Uri.UnescapeDataString(path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path);
        }
    }

    /// <summary>The store as a URI under which nothing can be written.</summary>
    internal string ReadOnlyUri => ReadOnly
        ? Path
        : "file:" + System.IO.Path.GetFullPath(FilePath).Replace("%", "%25", StringComparison.Ordinal)
            .Replace("?", "%3f", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal) + "?mode=ro";

    private bool IsUri => Path.StartsWith("file:", StringComparison.Ordinal);
}
