using Stigmem.Cli.Importing;

namespace Stigmem.Cli.Tests.Importing;

public sealed class NTriplesLineTests
{
    [Theory]
    [InlineData("""<a:s> <a:p> "x" .""", "x", null, null)]
    [InlineData("""<a:s> <a:p> "tab\there \"q\" \\ \u00e9 \U0001F680" .""", "tab\there \"q\" \\ é 🚀", null, null)]
    [InlineData("""<a:s><a:p>"x"@en-GB.""", "x", null, "en-gb")]
    [InlineData("""  <a:s> <a:p> "1"^^<a:t> . # a comment""", "1", "a:t", null)]
    public void Literals_are_read(string line, string text, string? type, string? language)
    {
        var (_, _, value) = new NTriplesLine(line).Read();
        Assert.Equal(new RdfTerm(RdfTermKind.Literal, text, type, language), value);
    }

    [Fact]
    public void Blank_nodes_end_before_the_final_dot()
    {
        var (subject, _, value) = new NTriplesLine("_:a.b <a:p> _:c.").Read();
        Assert.Equal("a.b", subject.Text);
        Assert.Equal("c", value.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   # nothing")]
    public void Lines_without_a_triple_are_empty(string line) => Assert.True(new NTriplesLine(line).IsEmpty);

    [Theory]
    [InlineData("<a:s> <a:p> <a:o>")]
    [InlineData("<a:s> <a:p> .")]
    [InlineData("<a:s> _:p <a:o> .")]
    [InlineData("\"s\" <a:p> <a:o> .")]
    [InlineData("<a:s> <a:p> <a:o> . more")]
    [InlineData("<a:s> <a:p> \"open .")]
    [InlineData("<a:s <a:p> <a:o> .")]
    [InlineData("<a:s> <a:p> \"\\q\" .")]
    [InlineData("<a:s> <a:p> \"\\ud800\" .")]
    [InlineData("<a:s> <a:p> \"x\"@ .")]
    [InlineData("<> <a:p> <a:o> .")]
    public void What_is_not_a_triple_is_refused(string line) => Assert.Throws<FormatException>(() => new NTriplesLine(line).Read());

    [Theory]
    [InlineData("+5", "5")]
    [InlineData("-007", "-7")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5.0")]
    [InlineData("0", "0")]
    [InlineData("1.5E3", "1.5E3")]
    [InlineData("INF", null)]
    [InlineData("", null)]
    [InlineData("1e999", null)]
    [InlineData("--1", null)]
    public void Numbers_take_the_form_of_json(string text, string? expected) => Assert.Equal(expected, RdfValues.NumberText(text));
}
