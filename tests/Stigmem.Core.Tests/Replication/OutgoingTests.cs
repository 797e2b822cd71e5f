using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Core.Tests.ContentIds;
using Stigmem.Core.Tests.Ingest;

namespace Stigmem.Core.Tests.Replication;

public sealed class OutgoingTests
{
    private const long Now = 1_777_680_000_000;
    private const long Day = 86_400_000;

    private static readonly OutgoingFact Good = new() { Tenant = "default", Entity = "x:r", Relation = "m:n", Scope = FactScope.Public };
    private static readonly OutgoingTerms Terms = new("node-b", new PeerScopes(FactScope.Public, FactScope.Company));
    private static readonly FactOrigin Origin = new("node-a", new PeerScopes(FactScope.Public), ReFederationBlocked: false);

    [Fact]
    public void A_plain_fact_in_an_agreed_scope_is_served()
    {
        Assert.True(Serves(Good));
        Assert.True(Serves(Good with { Scope = FactScope.Company }));
        Assert.True(Serves(Good with { Entity = "stigmem://acme.example/user/bob" }));
        Assert.True(Serves(Good with { Entity = "stigmem:resolution:stigmem:conflict:0" }));
        Assert.True(Serves(Good with { Relation = "instruction:step" }));
    }

    [Fact]
    public void Everything_else_stays()
    {
        Assert.False(Serves(Good with { Scope = FactScope.Team }));
        Assert.False(Serves(Good with { Scope = FactScope.Local }));
        Assert.False(Serves(Good with { Tenant = "acme" }));
        Assert.False(Serves(Good with { Entity = "stigmem:conflict:0" }));
        Assert.False(Serves(Good with { Relation = "stigmem:received_from" }));
        Assert.False(Serves(Good with { Relation = "stigmem:anything" }));
        Assert.False(Serves(Good with { HasProvenance = true }));
        Assert.False(Serves(Good with { IsHeldBack = true }));
        Assert.False(Serves(Good with { IsTombstoned = true }));
        Assert.False(Serves(Good with { IsInGarden = true }));
        Assert.False(Serves(Good with { Origin = Origin }));
    }

    [Fact]
    public void Gardens_open_only_by_setting() =>
        Assert.True(OutgoingRules.MayServe(Good with { IsInGarden = true }, Terms with { SharesGardens = true }));

    [Fact]
    public void A_relay_narrows_and_never_sends_back()
    {
        var relay = Terms with { Relays = true };
        Assert.True(OutgoingRules.MayServe(Good with { Origin = Origin }, relay));
        Assert.True(OutgoingRules.MayServe(Good, relay));
        Assert.False(OutgoingRules.MayServe(Good with { Origin = Origin, Scope = FactScope.Company }, relay));
        Assert.False(OutgoingRules.MayServe(Good with { Origin = Origin with { ReFederationBlocked = true } }, relay));
        Assert.False(OutgoingRules.MayServe(Good with { Origin = Origin }, relay with { PeerNodeId = "node-a" }));
    }

    /// <summary>Scenario F15: whatever the terms, a received fact of a company goes no further.</summary>
    [Fact]
    public void Facts_of_a_company_are_never_passed_on()
    {
        var accepted = InboundSamples.Ingest(InboundSamples.Spoilt(("scope", "\"company\""), ("cid", "null"))).Accepted!;
        Assert.False(OutgoingRules.MayServe(
            Good with { Scope = FactScope.Company, Origin = accepted.Origin }, Terms with { Relays = true, SharesGardens = true }));
    }

    [Theory]
    [InlineData(0, "1777680000000.003")]
    [InlineData(-29 * Day, "1775174400000.003")]
    [InlineData(-29 * Day - 1, null)]
    [InlineData(240_000, "1777680240000.003")]
    [InlineData(240_001, null)]
    public void The_reference_gets_no_stamp_that_stops_it(long ahead, string? expected) =>
        Assert.Equal(expected, ReferenceProfile.StampText(new Hlc(Now + ahead, 3), Now));

    [Theory]
    [InlineData(InterpretAs.Content, "x:r", "m:n", false, true)]
    [InlineData(InterpretAs.Instruction, "x:r", "m:n", false, false)]
    [InlineData(InterpretAs.Content, "instruction:x", "m:n", false, false)]
    [InlineData(InterpretAs.Content, "x:r", "instruction:n", false, false)]
    [InlineData(InterpretAs.Instruction, "x:r", "m:n", true, true)]
    public void The_reference_gets_instructions_only_if_it_can_hold_them(
        InterpretAs interpretAs, string entity, string relation, bool canQuarantine, bool served) =>
        Assert.Equal(served, ReferenceProfile.MayServe(interpretAs, entity, relation, canQuarantine));

    [Fact]
    public void The_reference_takes_only_what_the_node_itself_says()
    {
        Assert.True(ReferenceProfile.MayPush("stigmem:node:1", "stigmem:node:1"));
        Assert.False(ReferenceProfile.MayPush("agent:w", "stigmem:node:1"));
        Assert.False(ReferenceProfile.MayPush("Stigmem:node:1", "stigmem:node:1"));
    }

    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, ContentIdVectors.All.Count)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_reference_computes_the_content_id_that_it_gets(int index)
    {
        var (body, hex) = ContentIdVectors.All[index];
        Assert.Equal("sha256:" + hex, ReferenceProfile.CidText("sha256:" + hex, body));
        Assert.Null(ReferenceProfile.CidText("sha256:" + hex, body with { Entity = body.Entity + "x" }));
    }

    [Fact]
    public void A_content_id_that_the_reference_could_not_compute_is_left_out()
    {
        // Stored over 10000000000000000, received as 1e+16: vector 8 after a journey.
        var body = ContentIdVectors.Number("1e+16");
        Assert.Null(ReferenceProfile.CidText("sha256:" + ContentIdVectors.All[7].Hex, body));
        Assert.Null(ReferenceProfile.CidText(null, body));
        Assert.Null(ReferenceProfile.CidText("nonsense", body));

        // Text that is no canonical form, as only a foreign store could hold it: the peer would print the double anew.
        var odd = ContentIdVectors.Number("1.50");
        Assert.Null(ReferenceProfile.CidText(ContentId.Of(odd).ToString(), odd));
    }

    [Fact]
    public void Our_own_kind_is_known_by_its_name()
    {
        Assert.True(PeerSoftware.IsOwnKind("stigmem.net"));
        Assert.False(PeerSoftware.IsOwnKind("stigmem"));
        Assert.False(PeerSoftware.IsOwnKind(null));
    }

    private static bool Serves(in OutgoingFact fact) => OutgoingRules.MayServe(fact, Terms);
}
