using BenchmarkDotNet.Attributes;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Sanitizing;

namespace Stigmem.Benchmarks.Micro;

/// <summary>The pure rules that every assert or read goes through.</summary>
[MemoryDiagnoser]
public class CoreBenchmark
{
    private const string Entity = "stigmem://bench/item/4711";
    private const string Relation = "bench:relation";
    private const string Value = "a value of some forty characters, as usual";
    private static readonly FactBody Body = new(Entity, Relation, FactValueType.String, Value, "agent:bench-7", 1.0, FactScope.Company);
    private readonly byte[] _hash = new byte[32];
    private ContentId _cid;

    [GlobalSetup]
    public void Setup() => _cid = ContentId.Of(Body);

    [Benchmark]
    public ContentId Content_id_of_a_fact() => ContentId.Of(Body);

    [Benchmark]
    public void Chain_link_of_a_fact()
    {
        var id = Guid.Empty;
        FactChain.EventHashV2(
            new ChainFact(
                id, "default", _cid, 1.0, Entity, Relation, FactScope.Company, "agent:bench-7", FactValueType.String, Value, null, null,
                "1795246554712.000", InterpretAs.Content, null,
                new ChainOrigin(4711, 1_795_246_554_712_000, "agent:bench-7", null, null, null, null, null, null)),
            _hash);
        FactChain.LinkV2(_hash, 4711, 1_795_246_554_712_000, id, _hash, "default", _hash);
    }

    [Benchmark]
    public bool Normalize_an_entity_that_is_normal() => EntityUri.Normalize(Entity).TryGet(out _, out _);

    [Benchmark]
    public bool Normalize_an_entity_that_is_not() => EntityUri.Normalize(" stigmem://Acme.Test/User/Ada B ").TryGet(out _, out _);

    [Benchmark]
    public long Key_of_a_tuple() => new FactTuple("default", Entity, Relation, FactScope.Company).Key;

    [Benchmark]
    public string Text_of_a_time() => Instants.Format(1_795_246_554_712_345);

    [Benchmark]
    public bool Sanitize_a_plain_text() => Sanitizer.BuiltIn.Inspect(Value).IsSuspect;
}
