using Stigmem.Core.Trust;

namespace Stigmem.Core.Tests.Trust;

public sealed class SourceTrustTests
{
    private static readonly TrustSignals Plain = new() { Source = "agent:x", Scope = "company", NodeAuthority = "acme.test:8765" };

    [Fact]
    public void A_caller_that_reads_its_own_facts_gets_the_number_of_the_contract() =>
        Assert.Equal(0.395, SourceTrust.Of(Plain with { CallerIsWritingSource = true }, TrustWeights.Default));

    [Fact]
    public void Anybody_else_gets_the_number_of_the_contract_to_the_last_digit() =>
        Assert.Equal(0.22000000000000003, SourceTrust.Of(Plain, TrustWeights.Default));

    /// <summary>
    /// A node of the reference in strict mode and without a garden fails on a page with a source that it does not trust. It
    /// computes what is computed here, and a source of which it knows nothing is trusted enough in all that peers share.
    /// </summary>
    [Theory]
    [InlineData("company")]
    [InlineData("public")]
    public void A_source_that_nobody_knows_is_not_held_back(string scope)
    {
        foreach (var facts in (long[])[0, 10, 100])
            Assert.True(SourceTrust.Of(Plain with { Source = "x", Scope = scope, RecentFacts = facts }, TrustWeights.Default) >= TrustThresholds.Ingest);
    }

    [Theory]
    [InlineData(true, true, true, "agent:x", 1.0)]
    [InlineData(true, false, true, "agent:x", 0.7)]
    [InlineData(false, true, true, "agent:x", 0.4)]
    [InlineData(false, false, false, "https://a", 0.1)]
    [InlineData(false, false, false, "stigmem:node:1", 0.1)]
    [InlineData(false, false, false, "agent:x", 0.0)]
    public void Identity_is_the_best_proof(bool manifest, bool proof, bool key, string source, double expected) =>
        Assert.Equal(expected, SourceTrust.Of(
            Plain with { Source = source, HasManifest = manifest, HasLogProof = proof, HasActiveAgentKey = key },
            new TrustWeights(1, 0, 0, 0)));

    [Fact]
    public void A_fixed_identity_wins_over_proofs() =>
        Assert.Equal(0.5, SourceTrust.Of(
            Plain with { FixedIdentity = 0.5, HasManifest = true, HasLogProof = true }, new TrustWeights(1, 0, 0, 0)));

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(9, 9, 0.5)]
    [InlineData(10, 0, 0.7)]
    [InlineData(99, 0, 0.7)]
    [InlineData(100, 0, 1.0)]
    [InlineData(100, 4, 0.7)]
    [InlineData(100, 5, 0.3)]
    public void History_counts_failures_once_there_are_ten_facts(long facts, long failures, double expected) =>
        Assert.Equal(expected, SourceTrust.Of(
            Plain with { RecentFacts = facts, RecentFailures = failures }, new TrustWeights(0, 1, 0, 0)));

    [Theory]
    [InlineData("stigmem://acme.test:8765/agent/x", "local", 0.7)]
    [InlineData("stigmem://acme.test:8765", "local", 0.7)]
    [InlineData("stigmem://acme.test:87650/agent/x", "local", 0.2)]
    [InlineData("stigmem://acme.test:8765.evil/agent/x", "company", 0.2)]
    [InlineData("agent:x", "public", 0.5)]
    [InlineData("agent:x", "team", 0.5)]
    [InlineData("agent:x", "company", 0.2)]
    public void Authority_is_this_node_then_the_scope(string source, string scope, double expected) =>
        Assert.Equal(expected, SourceTrust.Of(Plain with { Source = source, Scope = scope }, new TrustWeights(0, 0, 1, 0)));

    [Theory]
    [InlineData(SourceAttestationMode.Off, 0.2)]
    [InlineData(SourceAttestationMode.Warn, 0.6)]
    [InlineData(SourceAttestationMode.Enforce, 1.0)]
    public void Attestation_follows_the_mode(SourceAttestationMode mode, double expected) =>
        Assert.Equal(expected, SourceTrust.Of(Plain with { AttestationMode = mode }, new TrustWeights(0, 0, 0, 1)));

    [Fact]
    public void The_sum_stays_between_zero_and_one()
    {
        Assert.Equal(1.0, SourceTrust.Of(Plain, new TrustWeights(9, 9, 9, 9)));
        Assert.Equal(0.0, SourceTrust.Of(Plain, new TrustWeights(-9, -9, -9, -9)));
    }
}
