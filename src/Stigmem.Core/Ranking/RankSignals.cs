namespace Stigmem.Core.Ranking;

/// <summary>What is known about how well a fact answers a question; each signal from 0 to 1.</summary>
public readonly record struct RankSignals
{
    private const double Year = 365;
    private const double TrustFloor = 0.5;
    private const double ContradictedFactor = 0.7;

    /// <summary>Words that it shares with the question, against the best.</summary>
    public double Lexical { get; init; }

    /// <summary>Likeness of meaning.</summary>
    public double Semantic { get; init; }

    /// <summary>Nearness to facts that match.</summary>
    public double Graph { get; init; }

    /// <summary>Trust of the source; null when trust is off.</summary>
    public double? SourceTrust { get; init; }

    /// <summary>How new it is.</summary>
    public double Recency { get; init; }

    /// <summary>Its confidence.</summary>
    public double Confidence { get; init; }

    /// <summary>Whether another source says something else.</summary>
    public bool IsDisputed { get; init; }

    /// <summary>1 for a fact of today, falling by each whole day, 0 after a year.</summary>
    public static double RecencyOf(TimeSpan age) => Math.Clamp(1 - Math.Floor(age.TotalDays) / Year, 0, 1);

    /// <summary>
    /// The score: how well the fact fits, which is the mean of the signals that were measured by their weights; of that, as
    /// much as trust and recency may weigh is kept only as far as the source is trusted and the fact new; times confidence,
    /// less when the source is not trusted or the fact is contradicted. Trust and age alone make nothing fit.
    /// </summary>
    /// <param name="weights">How much each signal counts.</param>
    /// <param name="hasSemantic">Whether likeness of meaning was measured at all: what was not does not dilute the rest.</param>
    public double Score(in RankWeights weights, bool hasSemantic)
    {
        var semantic = hasSemantic ? weights.Semantic : 0;
        var trust = SourceTrust is null ? 0 : weights.SourceTrust;
        var (fits, stands) = (weights.Lexical + semantic + weights.Graph, trust + weights.Recency);
        if (fits <= 0)
            return 0;
        var fit = (weights.Lexical * Lexical + semantic * Semantic + weights.Graph * Graph) / fits;
        var missing = trust * (1 - (SourceTrust ?? 0)) + weights.Recency * (1 - Recency);
        var trusted = SourceTrust is { } t ? TrustFloor + (1 - TrustFloor) * t : 1;
        return fit * (1 - missing / (fits + stands)) * Confidence * trusted * (IsDisputed ? ContradictedFactor : 1);
    }
}
