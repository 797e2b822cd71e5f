using Stigmem.Core.Subscriptions;

namespace Stigmem.Core.Tests.Subscriptions;

public sealed class SubscriptionRuleTests
{
    private static readonly Guid Subscription = Guid.Parse("019515a2-1111-7222-8333-444455556666");

    /// <summary>The value is that of <c>printf '1772600767.{}' | openssl dgst -sha256 -hmac secret</c>.</summary>
    [Fact]
    public void A_signature_covers_time_and_body() =>
        Assert.Equal("t=1772600767,v1=07e14d0b9a4366126482402f1b0c2511fba4611d3ac55024e969be72212e4261", DeliverySignature.Of("secret", 1772600767, "{}"u8));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_294_967_296)]
    [InlineData((1L << 62) - 1)]
    public void An_event_id_names_its_place(long place)
    {
        var id = EventId.Of(Subscription, place);
        Assert.Equal(8, id.Version);
        Assert.True(EventId.TryRead(id.ToString(), Subscription, out var read));
        Assert.Equal(place, read);
    }

    [Fact]
    public void An_event_id_of_another_subscription_or_another_kind_is_none()
    {
        var other = Guid.Parse("019515a2-1111-7222-8333-444455556667");
        Assert.False(EventId.TryRead(EventId.Of(other, 5).ToString(), Subscription, out _));
        foreach (var text in new[] { null, "", "5", Subscription.ToString(), Guid.Empty.ToString() })
            Assert.False(EventId.TryRead(text, Subscription, out _));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 8)]
    [InlineData(8, 256)]
    [InlineData(9, 300)]
    [InlineData(int.MaxValue, 300)]
    public void Pauses_double_up_to_five_minutes(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryBackoff.After(attempts));

    [Fact]
    public void Without_a_filter_everything_written_is_an_assert()
    {
        var none = default(EventFilter);
        Assert.Equal((EventKind.FactAsserted, EventKind.FactAsserted), (none.OfFact(false), none.OfFact(true)));
        Assert.Null(none.Names());
        Assert.False(none.Has(EventKind.ContradictionDetected));
    }

    [Fact]
    public void A_filter_takes_what_it_names()
    {
        var filter = default(EventFilter).With(EventKind.FactRetract).With(EventKind.ContradictionDetected);
        Assert.Null(filter.OfFact(isRetraction: false));
        Assert.Equal(EventKind.FactRetract, filter.OfFact(isRetraction: true));
        Assert.Equal(["fact_retract", "contradiction_detected"], filter.Names());
    }

    [Fact]
    public void Names_are_read_back()
    {
        foreach (var action in Enum.GetValues<ChangeAction>())
            Assert.True(SubscriptionNames.TryParse(action.Name(), out ChangeAction read) && read == action);
        Assert.True(SubscriptionNames.TryParse("fact_assert", out EventKind _));
        Assert.False(SubscriptionNames.TryParse("fact_asserted", out EventKind _));
    }
}
