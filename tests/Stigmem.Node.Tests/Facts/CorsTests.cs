using System.Net;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Which pages may call from a browser.</summary>
public sealed class CorsTests
{
    [Theory]
    [InlineData(null, null, "https://app.test", false)]
    [InlineData("CORS_ALLOWED_ORIGINS", "https://app.test, https://other.test", "https://app.test", true)]
    [InlineData("CORS_ALLOWED_ORIGINS", "https://app.test", "https://app.test.evil.test", false)]
    [InlineData("CORS_ALLOWED_ORIGINS", "https://app.test", "http://app.test", false)]
    [InlineData("CORS_ALLOWED_ORIGIN_REGEX", "https://[a-z]+\\.app\\.test", "https://one.app.test", true)]
    [InlineData("CORS_ALLOWED_ORIGIN_REGEX", "https://[a-z]+\\.app\\.test", "https://one.app.test.evil.test", false)]
    [InlineData("CORS_ALLOWED_ORIGIN_REGEX", "https://[a-z]+\\.app\\.test", "https://evil.test/https://one.app.test", false)]
    [InlineData("CORS_DEV_LOCALHOST", "true", "http://localhost:5173", true)]
    [InlineData("CORS_DEV_LOCALHOST", "true", "http://127.0.0.1", true)]
    [InlineData("CORS_DEV_LOCALHOST", "true", "http://localhost.evil.test", false)]
    public async Task An_origin_is_let_in_when_it_is_configured(string? name, string? value, string origin, bool isAllowed)
    {
        await using var node = await TestNode.StartAsync(name is null ? FactCalls.Open : FactCalls.OpenWith((name, value!)));
        using var client = node.Anonymous();
        var answer = await client.Send("GET", "/v1/facts", null, ("Origin", origin));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(isAllowed ? origin : null, answer.Headers.GetValueOrDefault("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_preflight_says_what_is_allowed_and_needs_no_key()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["CORS_ALLOWED_ORIGINS"] = "https://app.test" });
        using var client = node.Anonymous();
        var answer = await client.Send(
            "OPTIONS", "/v1/facts", null, ("Origin", "https://app.test"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,stigmem-session"));
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(("https://app.test", "600"), (answer.Headers["Access-Control-Allow-Origin"], answer.Headers["Access-Control-Max-Age"]));
        Assert.Contains("POST", answer.Headers["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        Assert.Contains("authorization", answer.Headers["Access-Control-Allow-Headers"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_refusal_can_be_read_by_the_page_too()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["CORS_ALLOWED_ORIGINS"] = "https://app.test", ["CORS_ALLOW_CREDENTIALS"] = "false" });
        using var client = node.Anonymous();
        var answer = await client.Send("GET", "/v1/facts", null, ("Origin", "https://app.test"));
        Assert.Equal((HttpStatusCode.Unauthorized, "https://app.test"), (answer.Status, answer.Headers.GetValueOrDefault("Access-Control-Allow-Origin")));
        Assert.False(answer.Headers.ContainsKey("Access-Control-Allow-Credentials"));
        Assert.Contains("Stigmem-Existing", answer.Headers["Access-Control-Expose-Headers"], StringComparison.OrdinalIgnoreCase);
    }
}
