using System.Security.Cryptography;

namespace Stigmem.Cli.Snapshots;

/// <summary>The files that a snapshot carries beside its manifest.</summary>
internal static class SnapshotArtifacts
{
    /// <summary>The database.</summary>
    public const string Database = "artifacts/stigmem.db";

    /// <summary>Which migrations it has.</summary>
    public const string MigrationCursor = "artifacts/schema_migration_cursor.json";

    /// <summary>How hashes are written.</summary>
    public const string HashPrefix = "sha256:";

    /// <summary>The hash of a file as the manifest has it.</summary>
    public static string HashOf(string path)
    {
        using var contents = File.OpenRead(path);
        return HashPrefix + Convert.ToHexStringLower(SHA256.HashData(contents));
    }
}
