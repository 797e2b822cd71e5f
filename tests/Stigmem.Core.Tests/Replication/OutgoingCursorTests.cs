using Stigmem.Core.Replication;

namespace Stigmem.Core.Tests.Replication;

public sealed class OutgoingCursorTests
{
    [Theory]
    [InlineData("s0")]
    [InlineData("s12")]
    [InlineData("s12-g3")]
    [InlineData("s12-g3-u40-f1")]
    public void Is_written_as_it_was_read(string text)
    {
        Assert.True(OutgoingCursor.TryParse(text, out var cursor));
        Assert.Equal(text, cursor.ToString());
    }

    [Theory]
    [InlineData(0, 0, 2, "s0-g2")]
    [InlineData(12, 2, 2, "s12-g2")]
    [InlineData(12, 3, 2, "s12-g3")]
    [InlineData(12, 1, 2, "s0-g2-u12-f1")]
    public void Reads_again_only_what_was_read_under_older_rules(long after, long generation, long now, string expected) =>
        Assert.Equal(expected, new OutgoingCursor(after, generation).At(now).ToString());

    [Fact]
    public void Starts_again_with_the_oldest_rules_when_they_change_twice()
    {
        var again = new OutgoingCursor(12, 1).At(2).Behind(5).At(4);
        Assert.Equal("s0-g4-u12-f1", again.ToString());
        Assert.Equal("s12-g4", again.Behind(9).ReadOn().ToString());
    }
}
