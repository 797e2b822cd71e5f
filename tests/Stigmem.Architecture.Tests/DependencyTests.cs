using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stigmem.Architecture.Tests;

/// <summary>Holds the arrows between projects and slices (decision 0001).</summary>
public sealed partial class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Stigmem.Protocol"] = [],
        ["Stigmem.Core"] = [],
        ["Stigmem.Data"] = [],
        ["Stigmem.Mcp"] = ["Stigmem.Protocol"],
        ["Stigmem.Node"] = ["Stigmem.Protocol", "Stigmem.Core", "Stigmem.Data", "Stigmem.Mcp"],
        ["Stigmem.Agents"] = ["Stigmem.Core"],
        ["Stigmem.Sdk"] = ["Stigmem.Protocol", "Stigmem.Core"],
        ["Stigmem.Cli"] = ["Stigmem.Node", "Stigmem.Agents", "Stigmem.Mcp", "Stigmem.Sdk", "Stigmem.Data", "Stigmem.Protocol", "Stigmem.Core"],
    };

    [Fact]
    public void Every_source_project_has_a_row_in_the_table() =>
        Assert.Equal(Allowed.Keys.Order(), Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order());

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        foreach (var (project, allowed) in Allowed)
        {
            var document = XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"));
            var references = document.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
            Assert.Empty(references.Except(allowed));
        }
    }

    [Fact]
    public void Sources_name_only_namespaces_that_they_may()
    {
        var wrong = from project in Allowed.Keys
                    from path in Repository.Sources($"src/{project}")
                    from Match match in Namespaces().Matches(Repository.Read(path))
                    let used = match.Groups[1].Value
                    where Allowed.ContainsKey(used) && used != project && !Allowed[project].Contains(used)
                    select $"{path} uses {used}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void The_core_neither_reads_files_nor_the_environment_nor_the_network()
    {
        var wrong = Repository.Sources("src/Stigmem.Core")
            .Where(path => CoreTaboos().IsMatch(Repository.Read(path)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Sql_stands_only_in_sql_folders_and_the_data_project()
    {
        var wrong = Repository.Sources("src/Stigmem.Node")
            .Where(path => !path.Contains("/Sql/", StringComparison.Ordinal) && SqlTextUse().IsMatch(Repository.Read(path)))
            // These hold one statement each and have no other storage.
            .Except(["src/Stigmem.Node/Hosting/TenantDirectory.cs", "src/Stigmem.Node/Hosting/CommitSequence.cs", "src/Stigmem.Node/Discovery/NodeIdentity.cs", "src/Stigmem.Node/Ops/NodeChecks.cs"]);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_settings_and_the_library_choice_read_the_environment()
    {
        var wrong = Repository.Sources("src/Stigmem.Node").Concat(Repository.Sources("src/Stigmem.Data")).Concat(Repository.Sources("src/Stigmem.Sdk"))
            .Where(path => Repository.Read(path).Contains("Environment.GetEnvironmentVariable", StringComparison.Ordinal))
            .Except(["src/Stigmem.Node/Settings/SettingsSource.cs", "src/Stigmem.Data/Sqlite/SqliteLibrary.cs"]);
        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"\b(Stigmem\.[A-Z][A-Za-z]+)\b")]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"\b(File|Directory)\.|\bEnvironment\.|HttpClient|\bSocket\b")]
    private static partial Regex CoreTaboos();

    [GeneratedRegex(@"new(\s+SqlText)?\(\s*\$?""{1,3}\s*(SELECT\s|INSERT\s|UPDATE\s|DELETE\s+FROM\s)")]
    private static partial Regex SqlTextUse();
}
