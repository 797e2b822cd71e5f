using Stigmem.Cli.Importing;

namespace Stigmem.Cli.Tests.Importing;

public sealed class MarkdownSectionTests
{
    [Theory]
    [InlineData("a\n\nb\n", "1||a\n\nb")]
    [InlineData("# A #\n\nx\n### C\ny\n## B##\nz\n# D", "3|A|x", "5|A/C|y", "7|A/B##|z")]
    [InlineData("#no heading\n####### nor this\n    # nor code", "1||#no heading\n####### nor this\n    # nor code")]
    [InlineData("~~~~\n# a\n~~~\n# b\n~~~~\n# C\nc", "1||~~~~\n# a\n~~~\n# b\n~~~~", "7|C|c")]
    [InlineData("```a`b\n# C\nc", "1||```a`b", "3|C|c")]
    [InlineData("```\n# never closed", "1||```\n# never closed")]
    [InlineData("\n \n")]
    public void A_text_is_split_at_its_headings(string text, params string[] expected) =>
        Assert.Equal(expected, MarkdownSection.Split(text.Split('\n')).Select(section => $"{section.Line}|{string.Join('/', section.Headings)}|{section.Text}"));

    [Fact]
    public void A_long_text_is_cut_where_it_hurts_least()
    {
        var half = new string('a', TextParts.MostBytes * 2 / 3);
        Assert.Equal([half, half], TextParts.Of(half + "\n\n" + half));
        Assert.Equal([half + " b", half], TextParts.Of(half + " b\n" + half));
        Assert.Equal([half, half], TextParts.Of(half + " " + half));
        var emoji = string.Concat(Enumerable.Repeat("🚀", TextParts.MostBytes / 4));
        Assert.Equal([emoji, "🚀"], TextParts.Of(emoji + "🚀"));
        Assert.Equal([emoji], TextParts.Of(emoji));
        Assert.Empty(TextParts.Of(""));
    }
}
