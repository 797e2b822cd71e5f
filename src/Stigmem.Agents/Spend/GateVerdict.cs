namespace Stigmem.Agents.Spend;

/// <summary>Whether a run may spend.</summary>
/// <param name="IsAllowed">Whether it may.</param>
/// <param name="UseFallback">Whether it goes on with the fallback model.</param>
/// <param name="Reason">Why not, or why in this way; for people.</param>
internal sealed record GateVerdict(bool IsAllowed, bool UseFallback, string Reason)
{
    /// <summary>It may.</summary>
    public static GateVerdict Allowed { get; } = new(true, false, "");

    /// <summary>It may not.</summary>
    public static GateVerdict Refused(string reason) => new(false, false, reason);
}
