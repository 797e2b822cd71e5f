using System.Text.RegularExpressions;

namespace Stigmem.Architecture.Tests;

/// <summary>The project needs nothing from outside its folder, and its documents tell the truth about it.</summary>
public sealed partial class StandAloneTests
{
    private static readonly IReadOnlyList<string> Texts =
    [
        .. Repository.Files(".", "*.cs"), .. Repository.Files(".", "*.md"), .. Repository.Files(".", "*.csproj"), .. Repository.Files(".", "*.props"),
        "run", "test", ".ci/run", "bench/bench",
    ];

    [Fact]
    public void No_text_names_a_path_of_one_machine() => Assert.Empty(
        from path in Texts
        where !path.Contains("Architecture.Tests", StringComparison.Ordinal) && MachinePaths().IsMatch(Repository.Read(path))
        select path);

    [Fact]
    public void Every_relative_link_of_the_documents_leads_somewhere() => Assert.Empty(
        from path in Repository.Files(".", "*.md")
        from Match match in Links().Matches(Repository.Read(path))
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
        let file = Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, target)
        where !File.Exists(file) && !Directory.Exists(file)
        select $"{path} -> {target}");

    [Fact]
    public void Every_decision_has_its_four_parts() => Assert.Empty(
        from path in Repository.Files("docs/decisions", "*.md")
        where !path.EndsWith("README.md", StringComparison.Ordinal)
        let text = Repository.Read(path)
        where !(text.Contains("## Context", StringComparison.Ordinal) && text.Contains("## Options", StringComparison.Ordinal)
            && text.Contains("## Choice", StringComparison.Ordinal) && text.Contains("## Consequences", StringComparison.Ordinal))
        select path);

    [GeneratedRegex(@"\.\./shared|/w[o]rk/")]
    private static partial Regex MachinePaths();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();
}
