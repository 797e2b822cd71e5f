using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Usage;

/// <summary>What a person gets to read after a slip: which word was wrong, and what would be right.</summary>
public sealed class MistakeTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Theory]
    [InlineData("--scope: 'galaxy' is none of: company, local, public, team", "fact", "query", "--scope", "galaxy")]
    [InlineData("--prefer: 'best' is none of: winner, latest", "fact", "query", "--prefer", "best")]
    [InlineData("<shell>: 'powershell' is none of: bash, fish, zsh", "completion", "powershell")]
    [InlineData("--attested: 'maybe' is none of: true, false", "audit", "list", "--attested", "maybe")]
    [InlineData("--limit: 'abc' is not a whole number", "fact", "query", "--limit", "abc")]
    [InlineData("--confidence: 'abc' is not a number", "fact", "assert", "user:a", "m:b", "--value", "x", "--confidence", "abc")]
    [InlineData("<id> is missing", "fact", "get")]
    [InlineData("<relation> is missing", "fact", "assert", "user:a", "--value", "x")]
    [InlineData("--value is missing", "fact", "assert", "user:a", "m:b")]
    [InlineData("--value needs a value", "fact", "assert", "user:a", "m:b", "--value")]
    [InlineData("'extra' is not understood", "verify-chain", "extra")]
    [InlineData("a command is missing", "config")]
    [InlineData("'localhost:8765' is not a URL", "fact", "query", "--url", "localhost:8765")]
    [InlineData("'ftp://x' is not a URL", "fact", "query", "--url", "ftp://x")]
    [InlineData("the API key is not printable ASCII without spaces", "fact", "query", "--api-key", "with space")]
    public async Task A_usage_error_names_the_word_and_what_would_do(string expected, params string[] arguments)
    {
        var result = await _sandbox.RunAsync(arguments);
        result.ShouldFail(2, "usage");
        Assert.StartsWith($"error: {expected} (usage)\n", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'querry' is not a command", "Did you mean 'query'", "fact", "querry")]
    [InlineData("'facts' is not a command", "Did you mean 'fact'", "facts", "query")]
    [InlineData("'--entty' is not understood", "Did you mean '--entity'", "fact", "query", "--entty", "user:a")]
    [InlineData("'--url' is not understood", "Options follow the command", "--url", "http://localhost:1", "fact", "query")]
    public async Task A_slip_of_the_pen_is_recognised(string expected, string hint, params string[] arguments)
    {
        var result = await _sandbox.RunAsync(arguments);
        result.ShouldFail(2, "usage", hint);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
        Assert.Contains("--help'", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_words_that_an_option_takes()
    {
        var help = (await _sandbox.RunAsync("fact", "query", "--help")).ShouldSucceed().Output;
        Assert.Contains("--prefer <winner|latest>", help, StringComparison.Ordinal);
        Assert.Contains("--scope <company|local|public|team>", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_notes_is_no_import()
    {
        Directory.CreateDirectory(_sandbox.File("empty"));
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        (await _sandbox.RunAsync("import", "empty", "--db", "stigmem.db")).ShouldFail(1, "no_source", "folder");
    }

    public void Dispose() => _sandbox.Dispose();
}
