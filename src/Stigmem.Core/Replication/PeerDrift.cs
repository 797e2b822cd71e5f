namespace Stigmem.Core.Replication;

/// <summary>
/// An estimate of how far a peer's clock runs ahead of ours, smoothed as RFC 6298 smooths round trips: one delayed
/// request moves it by an eighth. A sample is the time in a peer's token minus the time of its arrival, so that the
/// journey counts against the lead. The reference keeps no such estimate.
/// </summary>
/// <param name="Samples">How many samples it rests on.</param>
/// <param name="LeadMs">The lead; negative if the peer's clock runs behind.</param>
/// <param name="DeviationMs">How far samples usually lie from it.</param>
public readonly record struct PeerDrift(long Samples, double LeadMs, double DeviationMs)
{
    private const double Gain = 1.0 / 8;
    private const double DeviationGain = 1.0 / 4;

    /// <summary>The estimate after another sample.</summary>
    public PeerDrift Observe(long leadMs)
    {
        if (Samples == 0)
            return new(1, leadMs, Math.Abs((double)leadMs) / 2);

        var error = leadMs - LeadMs;
        return new(Samples + 1, LeadMs + Gain * error, DeviationMs + DeviationGain * (Math.Abs(error) - DeviationMs));
    }
}
