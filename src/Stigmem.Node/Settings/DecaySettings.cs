namespace Stigmem.Node.Settings;

/// <summary>How facts fade when a sweep does not say otherwise.</summary>
public sealed record DecaySettings
{
    /// <summary>Age in seconds at which facts without an expiry end; 0 for never.</summary>
    public required int TtlSeconds { get; init; }

    /// <summary>Confidence below which facts end; 0 for none.</summary>
    public required double MinConfidence { get; init; }

    /// <summary>Seconds between two sweeps of the node's own; 0 for none.</summary>
    public required int SweepIntervalSeconds { get; init; }

    internal static DecaySettings Read(SettingsReader reader) => new()
    {
        TtlSeconds = reader.Integer("DECAY_TTL_SECONDS", 0, 0, int.MaxValue, "Age at which a decay sweep ends facts without an expiry, if the request does not say; 0 for never."),
        MinConfidence = reader.Number("DECAY_MIN_CONFIDENCE", 0, 0, 1, "Confidence below which a decay sweep ends facts, if the request does not say; 0 for none."),
        SweepIntervalSeconds = reader.Integer(
            "DECAY_SWEEP_INTERVAL_S", 0, 0, 31_536_000, "Seconds between two decay sweeps that the node does by itself over all facts, with the two settings above; 0 for none."),
    };
}
