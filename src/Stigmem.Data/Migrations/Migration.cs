using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Data.Migrations;

/// <summary>One forward-only step of the schema, kept beside the feature that owns the tables.</summary>
/// <param name="Version">The number at the head of the file name, unique over the product.</param>
/// <param name="Name">The file name without its extension, such as <c>0001_facts</c>.</param>
/// <param name="Script">The statements.</param>
public sealed record Migration(int Version, string Name, string Script)
{
    private const string Prefix = "sql/";
    private const string Extension = ".sql";

    /// <summary>Lower-case hex SHA-256 of the script; stored, so that a changed script is noticed.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    /// <summary>Reads every migration embedded in an assembly as <c>sql/NNNN_name.sql</c>, ordered by number.</summary>
    /// <exception cref="InvalidOperationException">Two scripts share a number.</exception>
    public static IReadOnlyList<Migration> EmbeddedIn(Assembly assembly)
    {
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .OrderBy(migration => migration.Version)
            .ToList();
        var twice = migrations.GroupBy(migration => migration.Version).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? migrations
            : throw new InvalidOperationException($"Two migrations have the number {twice.Key}.");
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var name = resource[Prefix.Length..^Extension.Length];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
