namespace Stigmem.Sdk.Tests;

public sealed class StigmemClientOptionsTests
{
    private static readonly StigmemClientOptions Good = new() { BaseUrl = new("http://localhost:8765") };

    [Theory]
    [InlineData("secret with a space")]
    [InlineData("secret\r\nX-Evil: 1")]
    [InlineData("secret-é")]
    [InlineData("")]
    public void A_key_that_cannot_be_sent_is_refused_without_repeating_it(string key)
    {
        var refusal = Refused(Good with { ApiKey = key });
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_print_where_and_not_as_whom()
    {
        var text = (Good with { ApiKey = "top-secret", SessionId = "session-7" }).ToString();
        Assert.Contains("http://localhost:8765", text, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("session-7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        StigmemClientOptions[] bad =
        [
            Good with { BaseUrl = new("ftp://localhost") },
            Good with { BaseUrl = new("/v1", UriKind.Relative) },
            Good with { BaseUrl = new("http://localhost/?a=b") },
            Good with { BaseUrl = new("http://user:password@localhost/") },
            Good with { SessionId = new string('s', 129) },
            Good with { SessionId = "a\nb" },
            Good with { Timeout = TimeSpan.Zero },
            Good with { Retry = new() { MaxAttempts = 0 } },
            Good with { Retry = new() { BaseDelay = TimeSpan.FromSeconds(9) } },
        ];
        Assert.All(bad, options => Refused(options));
        Assert.DoesNotContain("password", Refused(bad[3]).Message, StringComparison.Ordinal);
    }

    private static ArgumentException Refused(StigmemClientOptions options)
    {
        using HttpClient http = new();
        return Assert.Throws<ArgumentException>(() => new StigmemClient(http, options));
    }
}
