using Stigmem.Core.Signatures;

namespace Stigmem.Core.Tests.Signatures;

public sealed class Base64UrlTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("66", "Zg")]
    [InlineData("666f", "Zm8")]
    [InlineData("666f6f", "Zm9v")]
    [InlineData("fbefff", "--__")]
    public void Writes_without_padding_and_reads_back(string hex, string text)
    {
        var bytes = Convert.FromHexString(hex);

        Assert.Equal(text, Base64Url.Encode(bytes));
        Assert.True(Base64Url.TryDecode(text, out var decoded));
        Assert.Equal(bytes, decoded);
    }

    [Theory]
    [InlineData("Zg==", "66")]
    [InlineData("Zm8=", "666f")]
    public void Reads_correct_padding(string text, string hex)
    {
        Assert.True(Base64Url.TryDecode(text, out var decoded));
        Assert.Equal(hex, Convert.ToHexStringLower(decoded));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Z")]
    [InlineData("Zg=")]
    [InlineData("Zm8==")]
    [InlineData("Z===")]
    [InlineData("====")]
    [InlineData("=")]
    [InlineData("Zh")]
    [InlineData("Zm9")]
    [InlineData("Z g")]
    [InlineData(" Zm9v")]
    [InlineData("Zm9v\n")]
    [InlineData("Zg%%")]
    [InlineData("+/+/")]
    [InlineData("Zm9vé")]
    public void Refuses_everything_else(string? text)
    {
        Assert.False(Base64Url.TryDecode(text, out var decoded));
        Assert.Null(decoded);
    }
}
