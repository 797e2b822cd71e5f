using Stigmem.Core.Facts;

namespace Stigmem.Core.Decay;

/// <summary>One rule about which facts fade, and how. Source of the rule: Operations contract, section 7.</summary>
public sealed record DecayPolicy
{
    private const long Second = 1_000_000;

    /// <summary>Confidence never falls to 0, which would make a statement a retraction.</summary>
    private const double LeastConfidence = 1e-6;

    /// <summary>Smaller steps wait for a later sweep.</summary>
    private const double LeastStep = 0.001;

    /// <summary>What it is called.</summary>
    public required string Id { get; init; }

    /// <summary>A relation, or with a trailing <c>*</c> all that begin so; null for any.</summary>
    public string? Relation { get; init; }

    /// <summary>A scope; null for any.</summary>
    public FactScope? Scope { get; init; }

    /// <summary>What it does.</summary>
    public DecayMode Mode { get; init; }

    /// <summary>Age in seconds at which a fact without an expiry ends.</summary>
    public long? TtlSeconds { get; init; }

    /// <summary>In mode confidence: seconds in which confidence halves.</summary>
    public long? HalfLifeSeconds { get; init; }

    /// <summary>Confidence below which a fact ends.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>Relations that it leaves alone, written as <see cref="Relation"/> is.</summary>
    public IReadOnlyList<string> ExemptRelations { get; init; } = [];

    /// <summary>How much it says about what it applies to: of two policies the greater one decides.</summary>
    public (int Relation, int Scope) Specificity => (
        Relation switch { null => 0, _ when Relation.EndsWith('*') => Relation.Length, _ => int.MaxValue },
        Scope is null ? 0 : 1);

    /// <summary>Whether it decides about a fact.</summary>
    public bool Applies(in DecayTarget fact)
    {
        if ((Scope is { } scope && scope != fact.Scope) || (Relation is { } pattern && !Matches(pattern, fact.Relation)))
            return false;
        foreach (var exempt in ExemptRelations)
        {
            if (Matches(exempt, fact.Relation))
                return false;
        }
        return true;
    }

    /// <summary>What is to become of a fact that it decides about.</summary>
    public DecayVerdict Judge(in DecayTarget fact, long nowMicroseconds)
    {
        var faded = Mode == DecayMode.Confidence && HalfLifeSeconds is { } halfLife ? Faded(fact, halfLife, nowMicroseconds) : fact.Confidence;
        if (MinConfidence is { } least && faded < least)
            return new DecayVerdict(Expires: true, Retracts: true, null);
        if (TtlSeconds is { } ttl && !fact.HasExpiry && IsOlder(fact, ttl, nowMicroseconds))
            return new DecayVerdict(Expires: true, Retracts: false, null);
        return fact.Confidence - faded >= LeastStep ? new DecayVerdict(false, false, faded) : DecayVerdict.Stays;
    }

    /// <summary>From the confidence as it was written, so that sweeping often makes nothing fade faster.</summary>
    private static double Faded(in DecayTarget fact, long halfLifeSeconds, long nowMicroseconds)
    {
        var age = Math.Max(0, nowMicroseconds - fact.TimestampMicroseconds) / (double)Second;
        var faded = Math.Round(fact.WrittenConfidence * Math.Pow(0.5, age / halfLifeSeconds), 6);
        return Math.Min(fact.Confidence, Math.Max(LeastConfidence, faded));
    }

    private static bool IsOlder(in DecayTarget fact, long seconds, long nowMicroseconds) =>
        (Int128)fact.TimestampMicroseconds + (Int128)seconds * Second <= nowMicroseconds || seconds == 0;

    private static bool Matches(string pattern, string relation) =>
        pattern.EndsWith('*') ? relation.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1)) : relation == pattern;
}
