using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stigmem.Benchmarks.Datasets;

/// <summary>
/// Facts that a machine with Debian already holds: what its package database and its package indexes say. Real long
/// texts, a real reference graph, and real contradictions where two lists name different versions of a package.
/// </summary>
internal static class DebianPackages
{
    public const string StatusFile = "/var/lib/dpkg/status";
    private const string IndexFolder = "/var/lib/apt/lists";
    private const string Authority = "stigmem://debian";

    /// <summary>What may follow a package's name in a dependency: a version, an architecture or a build profile.</summary>
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" (:[<\n\t");

    /// <summary>Config-Version is the version last configured: where it differs, the status file contradicts itself.</summary>
    private static readonly (string Field, string Relation, string Type)[] Columns =
    [
        ("Version", "deb:version", "string"),
        ("Config-Version", "deb:version", "string"),
        ("Description", "deb:description", "text"),
        ("Section", "deb:section", "string"),
        ("Maintainer", "deb:maintainer", "string"),
        ("Installed-Size", "deb:installed_size", "number"),
        ("Architecture", "deb:architecture", "string"),
        ("Homepage", "deb:homepage", "ref"),
    ];

    /// <summary>The package indexes of this machine.</summary>
    public static IReadOnlyList<string> InstalledIndexes() =>
        Directory.Exists(IndexFolder)
            ? [.. Directory.EnumerateFiles(IndexFolder, "*_Packages*").Where(PackageIndex.IsIndex).Order(StringComparer.Ordinal)]
            : [];

    public static IEnumerable<BenchFact> Read(string? statusFile, IEnumerable<string> indexFiles)
    {
        if (statusFile is not null)
        {
            foreach (var fact in ReadFile(statusFile, "dpkg-status"))
            {
                yield return fact;
            }
        }

        foreach (var index in indexFiles)
        {
            foreach (var fact in ReadFile(index, PackageIndex.NameOf(index)))
            {
                yield return fact;
            }
        }
    }

    public static IEnumerable<BenchFact> ReadFile(string file, string listName)
    {
        using var reader = new StreamReader(PackageIndex.Open(file), Encoding.UTF8);
        foreach (var fact in Read(reader, listName))
        {
            yield return fact;
        }
    }

    public static IEnumerable<BenchFact> Read(TextReader reader, string listName)
    {
        var source = $"{Authority}/source/{listName.ToLowerInvariant()}";
        return ControlStanzas.Read(reader).SelectMany(stanza => FactsOf(stanza, source));
    }

    private static IEnumerable<BenchFact> FactsOf(IReadOnlyDictionary<string, string> stanza, string source)
    {
        if (!stanza.TryGetValue("Package", out var name) || name.Length == 0)
        {
            yield break;
        }

        var entity = EntityOf(name);
        foreach (var (field, relation, type) in Columns)
        {
            if (stanza.TryGetValue(field, out var value) && Accepts(type, value))
            {
                yield return new BenchFact(entity, relation, type, value, source, "public");
            }
        }

        foreach (var dependency in DependenciesOf(stanza))
        {
            // A relation holds one value; the name of the dependency in it makes room for many.
            yield return new BenchFact(entity, $"deb:depends:{dependency}", "ref", EntityOf(dependency), source, "public");
        }
    }

    private static bool Accepts(string type, string value) =>
        type == "number"
            ? long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            : value.Length > 0;

    /// <summary><c>a (>= 1) | b:any, c</c> names a, b and c: every alternative is an edge, each once.</summary>
    private static HashSet<string> DependenciesOf(IReadOnlyDictionary<string, string> stanza)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in (ReadOnlySpan<string>)["Pre-Depends", "Depends"])
        {
            if (stanza.TryGetValue(field, out var text))
            {
                foreach (var alternative in text.Split([',', '|'], StringSplitOptions.TrimEntries))
                {
                    var end = alternative.AsSpan().IndexOfAny(NameEnds);
                    var name = end < 0 ? alternative : alternative[..end];
                    if (name.Length > 0)
                    {
                        names.Add(name);
                    }
                }
            }
        }

        return names;
    }

    private static string EntityOf(string package) => $"{Authority}/package/{package.ToLowerInvariant()}";
}
