using Stigmem.Core.Facts;
using Stigmem.Core.Peers;

namespace Stigmem.Core.Tests.Peers;

public sealed class PeerScopesTests
{
    private static readonly FactScope[] All = Enum.GetValues<FactScope>();

    /// <summary>All pairs of sets, so that no combination opens what the formula of the contract closes.</summary>
    [Fact]
    public void Only_what_both_sides_say_may_cross()
    {
        foreach (var (agreed, claimed) in from a in Enumerable.Range(0, 16) from c in Enumerable.Range(0, 16) select (a, c))
        {
            foreach (var allowTeam in new[] { false, true })
            {
                var permitted = PeerScopes.Permitted(Set(agreed), Set(claimed), allowTeam);
                Assert.All(All, scope => Assert.Equal(
                    (agreed & claimed & (1 << (int)scope)) != 0 && scope != FactScope.Local && (scope != FactScope.Team || allowTeam),
                    permitted.Contains(scope)));
                Assert.Equal(permitted.Names.Count == 0, permitted.IsEmpty);
            }
        }
    }

    [Fact]
    public void Names_are_sorted_and_unknown_ones_grant_nothing()
    {
        var set = PeerScopes.OfKnown(["team", "public", "Public", "all", "", "company", "local", "team"]);
        Assert.Equal(["company", "local", "public", "team"], set.Names);
        Assert.Equal("company,local,public,team", set.ToString());
        Assert.Equal(set, new PeerScopes(All));
        Assert.True(PeerScopes.OfKnown(["Public"]).IsEmpty);
    }

    [Fact]
    public void A_hop_only_narrows()
    {
        var narrow = new PeerScopes(FactScope.Public, FactScope.Company).Intersect(new PeerScopes(FactScope.Company, FactScope.Team));
        Assert.Equal(["company"], narrow.Names);
    }

    private static PeerScopes Set(int bits) => new([.. All.Where(scope => (bits & (1 << (int)scope)) != 0)]);
}
