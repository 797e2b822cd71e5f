namespace Stigmem.Data.Sqlite;

/// <summary>
/// Keeps a second process from writing to the same store: clock, chain heads and key caches live in the memory of the
/// one writer. The operating system drops the lock when the process ends, however it ends.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    public static StoreLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            return new StoreLock(OwnerOnly.Open(path, FileMode.OpenOrCreate, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SqlFailureException(SqlFailure.CannotOpen, $"cannot create {path}: {e.Message}", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new SqlFailureException(SqlFailure.CannotOpen, $"the folder of {databasePath} does not exist", e);
        }
        catch (IOException e)
        {
            throw new SqlFailureException(SqlFailure.InUse, $"{databasePath} is in use by another process", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
