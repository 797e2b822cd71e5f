namespace Stigmem.Core.Decay;

/// <summary>Names of the modes.</summary>
public static class DecayModes
{
    /// <summary>The names, sorted.</summary>
    public static IReadOnlyList<string> SortedNames { get; } = ["confidence", "dry_run", "retract"];

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string? text, out DecayMode mode)
    {
        (var known, mode) = text switch
        {
            "retract" => (true, DecayMode.Retract),
            "confidence" => (true, DecayMode.Confidence),
            "dry_run" => (true, DecayMode.DryRun),
            _ => (false, DecayMode.Retract),
        };
        return known;
    }
}
