using System.Text.RegularExpressions;

namespace Stigmem.Architecture.Tests;

/// <summary>Holds files and names to the size in which they can be read (decision 0001).</summary>
public sealed partial class SizeTests
{
    private const int Limit = 400;
    private const int Usual = 250;
    private const double ShareOfUsual = 0.95;
    private const int Median = 80;

    private static readonly string[] SayNothing = ["Helper", "Helpers", "Util", "Utils", "Manager", "Managers", "Common"];

    /// <summary>Files over the limit, each with its reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = [];

    private static readonly IReadOnlyList<string> Product = Repository.Sources("src");

    private static readonly IReadOnlyList<string> All = [.. Product, .. Repository.Sources("tests"), .. Repository.Sources("bench")];

    [Fact]
    public void No_file_is_longer_than_the_limit() =>
        Assert.Empty(All.Where(path => Lines(path) > Limit && !Exceptions.ContainsKey(path)).Select(path => $"{path}: {Lines(path)}"));

    [Fact]
    public void Nearly_all_product_files_are_short_and_the_middle_one_very()
    {
        var sizes = Product.Select(Lines).Order().ToList();
        Assert.InRange(sizes.Count(size => size <= Usual) / (double)sizes.Count, ShareOfUsual, 1);
        Assert.InRange(sizes[sizes.Count / 2], 1, Median);
    }

    [Fact]
    public void No_name_says_nothing() => Assert.Empty(
        from path in All
        where path.Split('/', '.').SelectMany(part => Words().Matches(part).Select(word => word.Value)).Any(SayNothing.Contains)
        select path);

    [Fact]
    public void A_file_is_named_after_its_first_type() => Assert.Empty(
        from path in Product
        where !path.EndsWith("Program.cs", StringComparison.Ordinal)
        let name = Path.GetFileNameWithoutExtension(path)
        let declared = Declarations().Match(Repository.Read(path)).Groups[1].Value
        where declared.Length > 0 && declared != name
        select $"{path} declares {declared}");

    [Fact]
    public void A_file_has_one_type_of_its_own() => Assert.Empty(
        from path in Product
        let types = TopLevelTypes().Count(Repository.Read(path))
        where types > 1
        select $"{path}: {types}");

    [Fact]
    public void Nothing_is_left_for_later() => Assert.Empty(
        from path in All
        where !path.Contains("Architecture.Tests", StringComparison.Ordinal)
        where Unfinished().IsMatch(Repository.Read(path))
        select path);

    [Fact]
    public void Scripts_name_their_problem()
    {
        var numbers = Repository.Files("src", "*.sql").Select(Path.GetFileName).ToList();
        Assert.All(numbers, name => Assert.Matches(@"^\d{4}_[a-z_]+\.sql$", name));
        Assert.Equal(numbers.Count, numbers.Select(name => name![..4]).Distinct().Count());
    }

    private static int Lines(string path) => File.ReadLines(Path.Combine(Repository.Root, path)).Count();

    [GeneratedRegex("[A-Z][a-z]+|[a-z]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^(?:public|internal|file)\s+(?:[a-z]+\s+)*?(?:class|struct|interface|enum|record(?:\s+(?:struct|class))?|delegate\s+[\w<>\[\]?]+)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"^(?:public|internal)\s+(?:[a-z]+\s+)*?(?:class|struct|interface|enum|record)\s", RegexOptions.Multiline)]
    private static partial Regex TopLevelTypes();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|Thread\.Sleep|\bSkip\s*=\s*""")]
    private static partial Regex Unfinished();
}
