using Stigmem.Core.Facts;
using Stigmem.Core.Faults;

namespace Stigmem.Core.Tests.Facts;

public class PercentStepTests
{
    [Theory]
    [InlineData("stigmem://a/b/%41lice", "stigmem://a/b/alice")]
    [InlineData("stigmem://a/b/%7Ex%2d%5F%2E", "stigmem://a/b/~x-_.")]
    [InlineData("stigmem://a/b/a%2Fb", "stigmem://a/b/a%2Fb")]
    [InlineData("stigmem://a/b/a%2fb", "stigmem://a/b/a%2Fb")]
    [InlineData("stigmem://a/b/%2541", "stigmem://a/b/%2541")]
    [InlineData("stigmem://a/b/100%", "stigmem://a/b/100%25")]
    [InlineData("stigmem://a/b/%4", "stigmem://a/b/%254")]
    [InlineData("stigmem://A/User Type/José ö", "stigmem://a/user%20type/jos%C3%A9-%C3%B6")]
    [InlineData("stigmem://a/b/x:y@z", "stigmem://a/b/x%3Ay%40z")]
    [InlineData("stigmem://a:8765/b/c/d/", "stigmem://a:8765/b/c/d/")]
    [InlineData("stigmem://a/b/\U0001F331", "stigmem://a/b/%F0%9F%8C%B1")]
    [InlineData("stigmem://é/b/c", "stigmem://é/b/c")]
    // Only formal URIs have segments.
    [InlineData("user:%41lice", "user:%41lice")]
    [InlineData("stigmem://a/é", "stigmem://a/é")]
    [InlineData("https://x/é", "https://x/é")]
    public void Decodes_what_is_unreserved_and_escapes_the_rest(string given, string expected)
    {
        Assert.Equal(expected, Normalized(given));
        Assert.Equal(expected, Normalized(expected));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("stigmem:///b/c")]
    [InlineData("stigmem://a/ /c")]
    public void Refuses_what_is_refused_without_it(string? given)
    {
        Assert.False(PercentStep.Normalize(given).TryGet(out _, out var fault));
        Assert.Equal(FaultCode.InvalidEntityUri, fault.Code);
    }

    private static string Normalized(string given) => PercentStep.Normalize(given).TryGet(out var text, out var fault) ? text : fault.Message;
}
