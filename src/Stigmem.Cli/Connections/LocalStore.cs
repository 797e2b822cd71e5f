using Stigmem.Cli.Commands;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Connections;

/// <summary>Which database file of this machine a command means.</summary>
internal static class LocalStore
{
    /// <summary>The file of <c>--db</c>, else of the settings.</summary>
    public static string PathOf(CommandCall call)
    {
        var path = call.Get(SharedOptions.LocalDatabase);
        if (string.IsNullOrEmpty(path) && !SettingsSource.FromEnvironment(Environment.CurrentDirectory).TryGet("STIGMEM_DB_PATH", out path, out _))
            path = "stigmem.db";
        return new Data.Sqlite.StoreOptions { Path = path }.FilePath;
    }
}
