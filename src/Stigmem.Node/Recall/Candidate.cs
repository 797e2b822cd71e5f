using Stigmem.Core.Ranking;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Recall;

/// <summary>A fact that the caller may see and that may answer the question, with what is known about how well.</summary>
internal sealed class Candidate(StoredFact fact)
{
    public StoredFact Fact { get; } = fact;

    /// <summary>What its words earn it; not yet set against the best.</summary>
    public float Words { get; set; }

    /// <summary>How near it is to the question in meaning, 0 to 1; null when that is not known.</summary>
    public double? Likeness { get; set; }

    /// <summary>Its thread, if it is in one.</summary>
    public long? Thread { get; set; }

    /// <summary>How many edges away from a fact that matches; 0 for one that does.</summary>
    public int Hops { get; set; }

    /// <summary>Nearness to facts that match, 0 to 1.</summary>
    public double Graph { get; set; }

    /// <summary>In words: what ties it to the question.</summary>
    public List<string> Why { get; } = [];

    /// <summary>Whether it is at odds with a live fact, be it of the same source.</summary>
    public bool IsContradicted { get; set; }

    /// <summary>The signals of its score.</summary>
    public RankSignals Signals { get; set; }

    /// <summary>Its score.</summary>
    public double Score { get; set; }
}
