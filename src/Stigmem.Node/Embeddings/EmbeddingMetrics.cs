using System.Diagnostics.Metrics;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Embeddings;

/// <summary>How embedding goes.</summary>
internal sealed class EmbeddingMetrics(NodeMeter meter)
{
    private readonly Counter<long> _calls = meter.Meter.CreateCounter<long>("stigmem_embedding_call_total", description: "Calls of the embedding provider.");
    private readonly Counter<long> _facts = meter.Meter.CreateCounter<long>("stigmem_embedding_fact_total", description: "Facts that got a vector.");
    private readonly Counter<long> _questions = meter.Meter.CreateCounter<long>("stigmem_recall_semantic_total", description: "Recalls, by whether their question had a vector.");

    /// <summary>A call of the provider ended.</summary>
    public bool Answered(bool isGood)
    {
        _calls.Add(1, KeyValuePair.Create("status", (object?)(isGood ? "ok" : "failed")));
        return isGood;
    }

    /// <summary>Facts got vectors.</summary>
    public void Embedded(int facts) => _facts.Add(facts);

    /// <summary>A recall had its question's vector, or went without.</summary>
    public void Asked(string outcome) => _questions.Add(1, KeyValuePair.Create("outcome", (object?)outcome));
}
