using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Tests.Facts;

public sealed class SurestFactsTests
{
    [Fact]
    public void A_long_walk_ends_when_nothing_better_can_follow()
    {
        var read = 0;
        var chosen = SurestFacts.Of(Walk(100_000, fact => fact, () => read++), 20, _ => true);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 100_000L - i), chosen.Select(fact => fact.Seq));
        Assert.Equal(21, read);
    }

    [Fact]
    public void Confidence_that_fell_moves_a_fact_back_and_the_walk_on()
    {
        var chosen = SurestFacts.Of(
            Walk(50, fact => fact.Seq > 45 ? fact with { State = new FactState { Confidence = 0.01 } } : fact, () => { }), 10, fact => fact.Seq != 44);
        Assert.Equal([45, 43, 42, 41, 40, 39, 38, 37, 36, 35], chosen.Select(fact => fact.Seq));
    }

    [Fact]
    public void Fewer_than_asked_for_are_all_of_them() =>
        Assert.Equal([3, 2, 1], SurestFacts.Of(Walk(3, fact => fact, () => { }), 10, _ => true).Select(fact => fact.Seq));

    /// <summary>Facts of falling confidence; the last number is the surest.</summary>
    private static IEnumerable<StoredFact> Walk(int count, Func<StoredFact, StoredFact> change, Action read)
    {
        for (var i = count; i > 0; i--)
        {
            read();
            var body = new FactBody("user:x", "memory:role", FactValueType.String, "v", "agent:a", 0.5 + i / (double)count / 2, FactScope.Local);
            yield return change(new StoredFact
            {
                Seq = i, Id = Guid.CreateVersion7(), Tenant = "default", Entity = body.Entity, Relation = body.Relation,
                Value = new FactValue(FactValueType.String, "v", InterpretAs.Content), Source = body.Source, WrittenConfidence = body.Confidence, Scope = body.Scope,
                TimestampMicroseconds = i, Hlc = Hlc.FromPacked(i), Actor = "agent:a", RecordedMicroseconds = i, Cid = ContentId.Of(body), ChainSeq = i,
            });
        }
    }
}
