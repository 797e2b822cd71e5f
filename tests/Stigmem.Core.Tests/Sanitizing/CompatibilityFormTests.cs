using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.Sanitizing;

namespace Stigmem.Core.Tests.Sanitizing;

public sealed class CompatibilityFormTests
{
    private static readonly int[] Bases =
    [
        0x61, 0x41, 0x65, 0x45, 0x69, 0x49, 0x6f, 0x4f, 0x75, 0x55, 0x79, 0x59,
        0x6e, 0x4e, 0x63, 0x43, 0x73, 0x53, 0x7a, 0x5a, 0x77, 0x57, 0x391, 0x3b1,
        0x397, 0x3c9, 0x415, 0x438, 0x5d1, 0x627, 0x928, 0x9c7, 0xb47, 0xbc6, 0xcc6, 0xd46,
        0xdd9, 0x1025, 0x1100, 0xac00, 0x3046, 0x304b, 0xfb49, 0x1b05, 0x110b9,
    ];

    [Theory]
    [InlineData("\uff29\uff47\uff4e\uff4f\uff52\uff45", "Ignore")]
    [InlineData("\ufb01x \u2460", "fix 1")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u1e9b\u0323", "\u1e69")]
    [InlineData("a\u0315\u0300\u05ae\u0323b", "\u1ea1\u05ae\u0300\u0315b")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("\ud835\udc07uman", "Human")]
    [InlineData("\u0958", "\u0915\u093c")]
    public void Gives_the_form_of_known_texts(string text, string expected) =>
        Assert.Equal(expected, CompatibilityForm.Of(text));

    [Theory]
    [InlineData("plain ASCII")]
    [InlineData("Gr\u00fc\u00dfe aus K\u00f6ln")]
    [InlineData("\u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440")]
    public void A_text_in_normal_form_comes_back_as_the_same_instance(string text) =>
        Assert.Same(text, CompatibilityForm.Of(text));

    [Fact]
    public void Lone_surrogates_stay() => Assert.Equal("\ud800x\udc00", CompatibilityForm.Of("\ud800x\udc00"));

    /// <summary>The digest was made with Python's <c>unicodedata</c> (Unicode 14).</summary>
    [Fact]
    public void Agrees_with_Python_on_every_code_point()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var codePoint = 0; codePoint < 0x110000; codePoint++)
        {
            if (codePoint is < 0xd800 or > 0xdfff)
                Append(hash, char.ConvertFromUtf32(codePoint));
        }

        Assert.Equal("b7076698778b0a8775dc1558cadc93805a5282625989d35b9edaa1dd1f91e2bc", Digest(hash));
    }

    /// <summary>Made in the same way over base, mark and mark: order, blocking and composition.</summary>
    [Fact]
    public void Agrees_with_Python_on_sequences_of_marks()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var start in Bases)
        {
            foreach (var mark in Marks())
            {
                var text = char.ConvertFromUtf32(start) + char.ConvertFromUtf32(mark);
                Append(hash, text + "\u0301");
                Append(hash, text + "\u0323");
            }
        }

        Assert.Equal("c4244d38627945231d36669b8d2447a47bfd58819b21f00fe88f88094f3cb425", Digest(hash));
    }

    [Fact]
    public void A_long_run_of_marks_is_sorted_in_time()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0323\u0301\u0315", 50_000));

        Assert.Equal(text.Length - 1, CompatibilityForm.Of(text).Length);
    }

    private static IEnumerable<int> Marks() =>
        [
            .. Enumerable.Range(0x300, 0x70), .. Enumerable.Range(0x5b0, 0x40), .. Enumerable.Range(0x64b, 0x15),
            .. Enumerable.Range(0x93c, 0xe00 - 0x93c), .. Enumerable.Range(0x1161, 0x62), 0x3099, 0x309a,
        ];

    private static void Append(IncrementalHash hash, string text) =>
        hash.AppendData(Encoding.UTF8.GetBytes(CompatibilityForm.Of(text)));

    private static string Digest(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
