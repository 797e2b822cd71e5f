using Stigmem.Core.Faults;
using Stigmem.Core.Trust;

namespace Stigmem.Core.Tests.Trust;

public sealed class TrustRulesTests
{
    private const string Rules = """
        {
          // Our own scribe, and a partner in one scope.
          "always_trust": ["agent:scribe", {"org_uri": "agent:partner", "scope": "public"}, {"org_uri": "agent:both"}],
          "never_trust": [{"org_uri": "agent:spam"}, {"org_uri": "agent:both", "scope": "team"}],
        }
        """;

    [Theory]
    [InlineData("agent:scribe", "local", 1.0)]
    [InlineData("agent:partner", "public", 1.0)]
    [InlineData("agent:partner", "company", null)]
    [InlineData("agent:spam", "public", 0.0)]
    [InlineData("agent:both", "team", 0.0)]
    [InlineData("agent:both", "public", 1.0)]
    [InlineData("agent:scribe2", "local", null)]
    [InlineData("Agent:scribe", "local", null)]
    public void A_rule_needs_the_exact_source_and_its_scope(string source, string scope, double? expected)
    {
        Assert.True(TrustRules.Parse(Rules).TryGet(out var rules, out _));
        Assert.Equal(expected, rules.Decide(source, scope));
    }

    [Fact]
    public void Without_rules_the_formula_decides()
    {
        Assert.Null(TrustRules.None.Decide("agent:x", "local"));
        Assert.True(TrustRules.Parse("{}").TryGet(out var rules, out _));
        Assert.Null(rules.Decide("agent:x", "local"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"always_trust":"agent:x"}""")]
    [InlineData("""{"never_trust":[1]}""")]
    [InlineData("""{"never_trust":[{"scope":"team"}]}""")]
    [InlineData("""{"never_trust":[""]}""")]
    [InlineData("""{"always_trust":[{"org_uri":"agent:x","scope":["team"]}]}""")]
    public void A_broken_file_is_refused_rather_than_read_in_part(string json)
    {
        Assert.False(TrustRules.Parse(json).TryGet(out _, out var fault));
        Assert.Equal(FaultCode.ValidationFailed, fault.Code);
        Assert.StartsWith("trust rules: ", fault.Message, StringComparison.Ordinal);
    }
}
