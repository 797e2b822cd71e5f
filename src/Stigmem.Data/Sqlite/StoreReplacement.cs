namespace Stigmem.Data.Sqlite;

/// <summary>Puts another database file in the place of a store that nobody uses: wholly or not at all.</summary>
public static class StoreReplacement
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>Whether a process writes to the store.</summary>
    public static bool IsInUse(string databasePath)
    {
        if (!File.Exists(databasePath + ".lock"))
            return false;
        try
        {
            StoreLock.Take(databasePath).Dispose();
            return false;
        }
        catch (SqlFailureException e) when (e.Failure == SqlFailure.InUse)
        {
            return true;
        }
    }

    /// <summary>Replaces the store by a complete file on the same file system.</summary>
    /// <param name="newFile">The file that takes its place; gone afterwards.</param>
    /// <param name="databasePath">The store, which need not exist yet.</param>
    /// <exception cref="SqlFailureException">The store is in use; nothing has changed.</exception>
    public static void Replace(string newFile, string databasePath)
    {
        using var storeLock = StoreLock.Take(databasePath);
        OwnerOnly.Ensure(newFile);
        DurableFiles.Sync(newFile);
        if (File.Exists(databasePath))
            EmptyLog(databasePath);
        // A log that could not be emptied belongs to the old file: under the new one it would be replayed.
        foreach (var companion in Companions.Select(suffix => databasePath + suffix).Where(File.Exists))
            File.Move(companion, companion + ".replaced", overwrite: true);
        DurableFiles.Rename(newFile, databasePath);
        foreach (var companion in Companions)
            File.Delete(databasePath + companion + ".replaced");
        IndexFile.Delete(databasePath + "-index");
    }

    private static void EmptyLog(string databasePath)
    {
        try
        {
            using var session = SqlSession.Open(databasePath, Native.OpenReadWrite);
            session.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqlFailureException)
        {
            // A damaged store is what a restore is for; its log is set aside as it is.
        }
    }
}
