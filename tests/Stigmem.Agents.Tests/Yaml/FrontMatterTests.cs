using Stigmem.Agents.Yaml;

namespace Stigmem.Agents.Tests.Yaml;

public sealed class FrontMatterTests
{
    private const string Note = "---\n# kept by hand\nname: Water before nine\nlast_seen: '2026-04-19'   # the pump\nsources:\n- conversation_1\n- 'journal/2026'\n\ntype: feedback\n---\n\n  Finish early.\n";

    [Fact]
    public void Changes_only_the_lines_of_the_key()
    {
        var note = FrontMatter.Parse(Note);
        Assert.Equal(Note.Replace("last_seen: '2026-04-19'   # the pump", "last_seen: '2026-05-01'", StringComparison.Ordinal), note.With("last_seen", new DateOnly(2026, 5, 1)));
        Assert.Equal(Note.Replace("- 'journal/2026'\n", "- journal/2026\n- x\n", StringComparison.Ordinal), note.With("sources", (IReadOnlyList<string>)["conversation_1", "journal/2026", "x"]));
        Assert.Equal(Note.Replace("type: feedback\n", "type: feedback\npinned: true\n", StringComparison.Ordinal), note.With("pinned", true));
        Assert.Equal("Finish early.", note.Body);
    }

    /// <summary>A text may go on in further lines, which are of the same value.</summary>
    [Theory]
    [InlineData("a: \"x\n  y\"\n")]
    [InlineData("a: 'x\n\ny'\n")]
    [InlineData("a: |\n  x\n\n  # y\n")]
    [InlineData("a: >-\n  x\n  y\n")]
    [InlineData("a: [x,\n  y]\n")]
    [InlineData("a: [x,\n  y\n]\n")]
    [InlineData("a: {x: 1,\n  y: 2}\n")]
    [InlineData("a:\n  - x: 1\n    y: 2\n  -\n")]
    [InlineData("a:\n- x\n- 'y\n  z'\n")]
    [InlineData("a:\n")]
    [InlineData("'a': x\n  y\n")]
    public void All_lines_of_a_value_go_and_no_others(string entry)
    {
        var note = FrontMatter.Parse($"---\nfirst: 1\n{entry}# of the last\nlast: 2\n---\n\nBody\n");
        Assert.Null(note.Problem);
        Assert.Equal("---\nfirst: 1\na: new\n# of the last\nlast: 2\n---\n\nBody\n", note.With("a", "new"));
        var atTheEnd = FrontMatter.Parse($"---\n{entry}---\nBody\n");
        Assert.Equal("---\na: new\n---\nBody\n", atTheEnd.With("a", "new"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("2026-05-06")]
    [InlineData("yes")]
    [InlineData("0x1F")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- a")]
    [InlineData("it's \"quoted\"")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("")]
    [InlineData(" spaces ")]
    [InlineData("ends with:")]
    [InlineData("=")]
    [InlineData("ümläut — dash")]
    [InlineData("1e3")]
    [InlineData("null")]
    [InlineData("{a}")]
    [InlineData("@home")]
    public void What_is_written_is_read_again(string text)
    {
        var written = FrontMatter.Write([new("v", text), new("list", (IReadOnlyList<string>)[text, "x"])], "body");
        var read = FrontMatter.Parse(written);
        Assert.Null(read.Problem);
        Assert.Equal(text, read.Values["v"]);
        Assert.Equal([text, "x"], read.Values.Texts("list"));
    }

    [Fact]
    public async Task The_python_stack_reads_the_same_values()
    {
        string[] texts = ["plain", "2026-05-06", "yes", "012", "a: b", "- a", "it's", "two\nlines", "", "=", "é — x", "1e3", "~", "[a]", "10:30", "y"];
        var documents = texts.Select(text => System.Text.Json.JsonSerializer.Serialize($"v: {YamlText.Scalar(text)}\n") + "\n");
        var answer = (await Python.RunAsync("Yaml/read_yaml.py", string.Concat(documents))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(texts, answer.Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!["map"]![0]![1]!.GetValue<string>()));
    }

    [Fact]
    public void A_broken_block_is_read_line_by_line_and_told_of()
    {
        var note = FrontMatter.Parse("---\nname: Tank\ndescription: broken: by a colon\nsources:\n- a\npinned: yes\n---\nBody\n");
        Assert.StartsWith("line 3:", note.Problem, StringComparison.Ordinal);
        Assert.Equal(("Tank", "broken: by a colon", "Body"), (note.Values.Text("name"), note.Values.Text("description"), note.Body));
        Assert.Equal(["a"], note.Values.Texts("sources"));
        Assert.True(note.Values.Flag("pinned"));
    }

    [Fact]
    public void A_text_without_a_block_is_a_body()
    {
        Assert.Equal("just text", FrontMatter.Parse("just text\n").Body);
        Assert.Contains("has no end", FrontMatter.Parse("---\nname: x\n").Problem, StringComparison.Ordinal);
    }
}
