using Stigmem.Core.Decay;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.Decay;

public sealed class DecayPolicyTests
{
    private const long Second = 1_000_000;

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void A_fact_ends_at_its_age(long age, bool ends) =>
        Assert.Equal(ends, new DecayPolicy { Id = "p", TtlSeconds = 100 }.Judge(Fact(), age * Second).Expires);

    [Fact]
    public void An_age_beyond_all_time_is_no_trouble() =>
        Assert.False(new DecayPolicy { Id = "p", TtlSeconds = long.MaxValue }.Judge(Fact(), 100 * Second).IsDue);

    [Fact]
    public void Confidence_never_falls_to_that_of_a_retraction() =>
        Assert.Equal(1e-6, new DecayPolicy { Id = "p", Mode = DecayMode.Confidence, HalfLifeSeconds = 1 }.Judge(Fact(), 1_000_000 * Second).Confidence);

    [Fact]
    public void A_clock_behind_the_fact_changes_nothing() =>
        Assert.False(new DecayPolicy { Id = "p", Mode = DecayMode.Confidence, HalfLifeSeconds = 1 }.Judge(Fact(), -1_000 * Second).IsDue);

    [Fact]
    public void Of_equally_specific_policies_the_first_decides()
    {
        var policies = new DecayPolicies([new() { Id = "a", TtlSeconds = 1_000 }, new() { Id = "b", TtlSeconds = 1 }, new() { Id = "c", Relation = "ops:*", TtlSeconds = 1 }]);
        Assert.False(policies.Judge(Fact(), 100 * Second, out var place).IsDue);
        Assert.Equal(0, place);
    }

    [Theory]
    [InlineData("rel:knows", "agent:a", "user:x")]
    [InlineData("stigmem:ttl", "agent:a", "user:x")]
    [InlineData("garden:member", "system:stigmem", "user:x")]
    [InlineData("memory:a", "agent:a", "stigmem:conflict:1")]
    public void What_the_fabric_needs_stays(string relation, string source, string entity) => Assert.False(
        new DecayPolicies([new() { Id = "p", TtlSeconds = 0, MinConfidence = 1 }])
            .Judge(Fact() with { Relation = relation, Source = source, Entity = entity, Confidence = 0.5 }, 100 * Second, out _).IsDue);

    private static DecayTarget Fact() => new("user:x", "memory:role", "agent:a", FactScope.Local, 1, 1, 0, false);
}
