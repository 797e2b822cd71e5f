using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Stigmem.Benchmarks.Sqlite;

/// <summary>
/// Loads the SQLite that the node loads: the system's where it is newer than the bundled one. Both sides of a ratio
/// must run the same engine.
/// </summary>
internal static unsafe class SqliteLibrary
{
    private const string SystemLibrary = "libsqlite3.so.0";
    private const int BundledVersion = 3_035_005;
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The version that answers; loads the library on first use.</summary>
    public static string Version => Loaded.Value;

    private static string Load()
    {
        if (NewerSystemLibrary() is { } system)
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => name == "e_sqlite3" ? system : 0);
        }

        Batteries_V2.Init();
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static nint? NewerSystemLibrary()
    {
        if (!NativeLibrary.TryLoad(SystemLibrary, Assembly.GetExecutingAssembly(), null, out var library))
        {
            return null;
        }

        var versionNumber = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "sqlite3_libversion_number");
        return versionNumber() > BundledVersion ? library : null;
    }
}
