namespace Stigmem.Core.Decay;

/// <summary>What is to become of a fact.</summary>
/// <param name="Expires">Whether it ends.</param>
/// <param name="Retracts">Whether it also counts as taken back: its confidence was too low.</param>
/// <param name="Confidence">Its confidence from now on; null to leave it.</param>
public readonly record struct DecayVerdict(bool Expires, bool Retracts, double? Confidence)
{
    /// <summary>Nothing.</summary>
    public static DecayVerdict Stays => default;

    /// <summary>Whether anything is due.</summary>
    public bool IsDue => Expires || Confidence is not null;
}
