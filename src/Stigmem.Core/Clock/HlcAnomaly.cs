namespace Stigmem.Core.Clock;

/// <summary>What the audit event <c>peer_hlc_anomaly</c> says. Source of the rule: Federation contract, section 7.</summary>
/// <param name="Skew">On which side the stamp left the bounds.</param>
/// <param name="RemoteWallMs">The wall time of the stamp.</param>
/// <param name="LocalWallMs">This node's wall clock.</param>
/// <param name="Bounds">The bounds in force.</param>
public readonly record struct HlcAnomaly(HlcSkew Skew, long RemoteWallMs, long LocalWallMs, HlcBounds Bounds)
{
    /// <summary>The event's <c>direction</c>: <c>future</c> or <c>past</c>.</summary>
    public string Direction => Skew.Direction();

    /// <summary>How far the stamp lies ahead of this node; negative if it lies behind.</summary>
    public long SkewMs => RemoteWallMs - LocalWallMs;
}
