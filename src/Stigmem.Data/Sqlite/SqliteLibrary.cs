using System.Reflection;
using System.Runtime.InteropServices;

namespace Stigmem.Data.Sqlite;

/// <summary>Chooses the SQLite that runs: the system's when it is newer than the bundled one.</summary>
/// <remarks>
/// The bundle that restores carries SQLite 3.35.5. Distributions patch theirs, so a newer system library is preferred.
/// The choice is made once per process, before the first connection.
/// </remarks>
public static class SqliteLibrary
{
    /// <summary>The environment variable that overrides the choice: <c>auto</c>, <c>system</c> or <c>bundled</c>.</summary>
    public const string ChoiceVariable = "STIGMEM_SQLITE_LIBRARY";

    private static readonly Lock Gate = new();
    private static string? _origin;

    /// <summary>The version in use, such as <c>3.40.1</c>.</summary>
    public static string Version
    {
        get
        {
            Load();
            return Native.Version();
        }
    }

    /// <summary>Where the library came from: <c>system</c> or <c>bundled</c>.</summary>
    public static string Origin => Load();

    /// <summary>Loads the library if that has not happened yet.</summary>
    /// <returns>The origin of the library.</returns>
    /// <exception cref="DllNotFoundException">The system library was demanded and there is none.</exception>
    public static string Load()
    {
        lock (Gate)
        {
            return _origin ??= Choose(Environment.GetEnvironmentVariable(ChoiceVariable) ?? "auto");
        }
    }

    private static string Choose(string choice)
    {
        var system = choice == "bundled" ? 0 : OpenSystem();
        if (choice == "system" && system == 0)
            throw new DllNotFoundException($"{ChoiceVariable}=system, but there is no libsqlite3 on this machine.");
        var assembly = Assembly.GetExecutingAssembly();
        var bundled = NativeLibrary.Load(Native.Library, assembly, null);
        var useSystem = system != 0 && (choice == "system" || VersionOf(system) > VersionOf(bundled));
        var chosen = useSystem ? system : bundled;
        NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name == Native.Library ? chosen : 0);
        // Counting every allocation under one lock costs readers on several threads a tenth of their time. The library may
        // be in use already, started by another part of the process: then it keeps what it has.
        _ = Native.Configure(Native.ConfigureMemoryStatus, 0);
        return useSystem ? "system" : "bundled";
    }

    private static nint OpenSystem()
    {
        string[] names = OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0", "libsqlite3.so"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle))
                return handle;
        }
        return 0;
    }

    private static unsafe int VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var export)
            ? ((delegate* unmanaged[Cdecl]<int>)export)()
            : 0;
}
