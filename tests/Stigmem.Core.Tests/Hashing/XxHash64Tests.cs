using System.Text;
using Stigmem.Core.Hashing;

namespace Stigmem.Core.Tests.Hashing;

public class XxHash64Tests
{
    [Theory]
    [InlineData("", 0xef46db3751d8e999UL)]
    [InlineData("a", 0xd24ec4f1a98c6e5bUL)]
    [InlineData("abc", 0x44bc2cf5ad770999UL)]
    [InlineData("Nobody inspects the spammish repetition", 0xfbcea83c8a378bf1UL)]
    public void Equals_the_published_values(string text, ulong expected) =>
        Assert.Equal(expected, XxHash64.Of(Encoding.UTF8.GetBytes(text)));
}
