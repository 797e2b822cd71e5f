using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using FsCheck;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.ContentIds;

public class ContentIdTests
{
    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, ContentIdVectors.All.Count)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Equals_the_reference(int index)
    {
        var (body, hex) = ContentIdVectors.All[index];
        Assert.Equal("sha256:" + hex, ContentId.Of(body).ToString());
        Assert.True(ContentId.MatchesDeclared(body, "sha256:" + hex, out _) || body.ValueText == "10000000000000000");
    }

    /// <summary>Every form that a body may have.</summary>
    internal static Arbitrary<FactBody> Bodies { get; } = ArbMap.Default.MergeArb(Samples.Text(600)).MergeArb(Samples.Numbers).ArbFor<FactBody>();

    [Fact]
    public void Equals_the_hash_over_the_generic_writer() => Properties.Holds(2000, Bodies, body =>
    {
        var generic = CanonicalJson.WriteUtf8(
        [
            new("value_v", body.ValueText), new("value_type", body.ValueType.Name()), new("source", body.Source),
            new("scope", body.Scope.Name()), new("relation", body.Relation), new("entity", body.Entity),
            new("confidence", body.Confidence),
        ]);
        Assert.Equal(ContentId.FromBytes(SHA256.HashData(generic)), ContentId.Of(body));
    });

    // Text that needs no escape, so that plain interpolation gives the canonical bytes without our writer.
    [Theory]
    [InlineData(300, "x")]
    [InlineData(1024, "é")]
    [InlineData(70_000, "東")]
    [InlineData(70_000, "🚀")]
    public void Long_values_outgrow_the_stack_buffer(int count, string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, count));
        var canonical = $$"""{"confidence":1.0,"entity":"x:n","relation":"m:n","scope":"local","source":"agent:w","value_type":"text","value_v":"{{text}}"}""";
        var body = ContentIdVectors.Number(text) with { ValueType = FactValueType.Text };
        Assert.Equal(ContentId.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))), ContentId.Of(body));
    }

    [Fact]
    public void Minus_zero_is_the_confidence_zero()
    {
        var body = ContentIdVectors.All[11].Body;
        Assert.Equal(ContentId.Of(body), ContentId.Of(body with { Confidence = -0.0 }));
    }

    [Fact]
    public void Rejects_a_lone_surrogate() =>
        Assert.Throws<FormatException>(() => ContentId.Of(ContentIdVectors.Number("1") with { Entity = "x:\uD800" }));

    [Theory]
    [InlineData("1.0", 3, "1")]
    [InlineData("1", 3, "1")]
    [InlineData("1", 4, "1.0")]
    [InlineData("1.0", 4, "1.0")]
    [InlineData("1e21", 6, "1e+21")]
    [InlineData("-0.00001", 8, "-1e-05")]
    public void Finds_the_text_under_which_a_number_was_hashed(string received, int vector, string accepted)
    {
        var declared = "sha256:" + ContentIdVectors.All[vector].Hex;
        Assert.True(ContentId.MatchesDeclared(ContentIdVectors.Number(received), declared, out var text));
        Assert.Equal(accepted, text);
    }

    [Fact]
    public void Does_not_guess_integers_beyond_the_exact_range()
    {
        var declared = "sha256:" + ContentIdVectors.All[7].Hex;
        Assert.False(ContentId.MatchesDeclared(ContentIdVectors.Number("1e16"), declared, out _));
        Assert.True(Matches("9007199254740991", "9007199254740991.0"));
        Assert.False(Matches("9007199254740992", "9007199254740992.0"));

        static bool Matches(string hashed, string received) => ContentId.MatchesDeclared(
            ContentIdVectors.Number(received), ContentId.Of(ContentIdVectors.Number(hashed)).ToString(), out _);
    }

    [Fact]
    public void A_changed_field_matches_no_more()
    {
        var (body, hex) = ContentIdVectors.All[0];
        var declared = "sha256:" + hex;
        Assert.False(ContentId.MatchesDeclared(body with { Entity = "x" }, declared, out _));
        Assert.False(ContentId.MatchesDeclared(body with { Relation = "x" }, declared, out _));
        Assert.False(ContentId.MatchesDeclared(body with { ValueType = FactValueType.Text }, declared, out _));
        Assert.False(ContentId.MatchesDeclared(body with { ValueText = "x" }, declared, out _));
        Assert.False(ContentId.MatchesDeclared(body with { Source = "x" }, declared, out _));
        Assert.False(ContentId.MatchesDeclared(body with { Confidence = 0.5 }, declared, out _));
        Assert.False(ContentId.MatchesDeclared(body with { Scope = FactScope.Team }, declared, out _));
        Assert.False(ContentId.MatchesDeclared(body, "sha256:nonsense", out _));
    }

    [Fact]
    public void Text_and_bytes_round_trip() => Properties.Holds(500, Samples.Bytes(ContentId.Size).ToArbitrary(), Samples.Whole(0, ContentId.Size - 1), (bytes, changed) =>
    {
        var id = ContentId.FromBytes(bytes);
        Assert.True(ContentId.TryParse(id.ToString(), out var parsed));
        var copy = new byte[ContentId.Size];
        parsed.CopyTo(copy);
        Assert.Equal(bytes, copy);
        Assert.True(id == parsed && id.Equals((object)parsed) && id.GetHashCode() == parsed.GetHashCode());
        bytes[changed] ^= 1;
        Assert.True(id != ContentId.FromBytes(bytes));
    });

    [Fact]
    public void The_key_is_the_first_eight_bytes()
    {
        var bytes = new byte[ContentId.Size];
        (bytes[0], bytes[7], bytes[8]) = (0x80, 5, 9);
        Assert.Equal(long.MinValue + 5, ContentId.FromBytes(bytes).Key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256:691CB02640f3af9587d4309a70e3355bc685e82481e81494aaa720c3c396585b")]
    [InlineData("SHA256:691cb02640f3af9587d4309a70e3355bc685e82481e81494aaa720c3c396585b")]
    [InlineData("sha256:691cb02640f3af9587d4309a70e3355bc685e82481e81494aaa720c3c396585")]
    [InlineData("sha256:691cb02640f3af9587d4309a70e3355bc685e82481e81494aaa720c3c396585bb")]
    [InlineData("sha256:691cb02640f3af9587d4309a70e3355bc685e82481e81494aaa720c3c396585g")]
    [InlineData("sha512:691cb02640f3af9587d4309a70e3355bc685e82481e81494aaa720c3c396585b")]
    public void Refuses_other_texts(string? text) => Assert.False(ContentId.TryParse(text, out _));

    [Fact]
    public void Refuses_other_lengths() => Assert.Throws<ArgumentException>(() => ContentId.FromBytes(new byte[31]));
}
