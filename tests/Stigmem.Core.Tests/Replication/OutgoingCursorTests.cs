using Stigmem.Core.Facts;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;

namespace Stigmem.Core.Tests.Replication;

public sealed class OutgoingCursorTests
{
    [Theory]
    [InlineData("s0")]
    [InlineData("s12")]
    [InlineData("s12-g3")]
    [InlineData("s12-g3-u40-f1")]
    [InlineData("s12-p12")]
    [InlineData("s12-g3-p0")]
    [InlineData("s12-g0-p12-u40-f0-w8")]
    public void Is_written_as_it_was_read(string text)
    {
        Assert.True(OutgoingCursor.TryParse(text, out var cursor));
        Assert.Equal(text, cursor.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("g1")]
    [InlineData("s1-s1")]
    [InlineData("s1-p1-g1")]
    [InlineData("s1-p16")]
    [InlineData("s1-u1")]
    [InlineData("s1-f1")]
    [InlineData("s1-w1")]
    [InlineData("s1-u1-f1-w16")]
    public void Other_texts_are_none(string text) => Assert.False(OutgoingCursor.TryParse(text, out _));

    [Theory]
    [InlineData("s0", 2, "s0-g2-p8")]
    [InlineData("s12-g2-p8", 2, "s12-g2-p8")]
    [InlineData("s12-g3-p8", 2, "s12-g3-p8")]
    [InlineData("s12-g1", 2, "s0-g2-p8-u12-f1")]
    [InlineData("s12-g1-p8", 2, "s0-g2-p8-u12-f1-w8")]
    [InlineData("s12", 0, "s12-p8")]
    [InlineData("s12-p12", 0, "s12-p8")]
    [InlineData("s12-p4", 0, "s0-g0-p8-u12-f0-w4")]
    [InlineData("s0-p4", 0, "s0-p8")]
    [InlineData("s12-g1-p4", 2, "s0-g2-p8-u12-f1-w4")]
    public void Reads_again_only_what_was_read_under_narrower_terms(string before, long now, string expected)
    {
        Assert.True(OutgoingCursor.TryParse(before, out var cursor));
        Assert.Equal(expected, cursor.At(now, new PeerScopes(FactScope.Public)).ToString());
    }

    [Fact]
    public void Starts_again_with_the_oldest_terms_when_they_change_twice()
    {
        Assert.True(OutgoingCursor.TryParse("s12-g1-p0", out var cursor));
        var again = cursor.At(2, new PeerScopes(FactScope.Public)).Behind(5).At(4, new PeerScopes(FactScope.Company)).Behind(3).At(4, new PeerScopes(FactScope.Company));
        Assert.Equal("s3-g4-p4-u12-f1-w0", again.ToString());
        Assert.Equal("s12-g4-p4", again.Behind(9).ReadOn().ToString());
    }
}
