using System.Runtime.InteropServices;

namespace Stigmem.Data.Sqlite;

/// <summary>SQLite's interface for copying a database that may be in use.</summary>
internal static partial class NativeBackup
{
    [LibraryImport(Native.Library, EntryPoint = "sqlite3_backup_init", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Start(nint destination, string destinationName, nint source, string sourceName);

    [LibraryImport(Native.Library, EntryPoint = "sqlite3_backup_step")]
    public static partial int Step(nint backup, int pages);

    [LibraryImport(Native.Library, EntryPoint = "sqlite3_backup_finish")]
    public static partial int Finish(nint backup);

    [LibraryImport(Native.Library, EntryPoint = "sqlite3_errcode")]
    public static partial int ErrorCode(nint connection);
}
