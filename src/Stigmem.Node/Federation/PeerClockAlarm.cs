namespace Stigmem.Node.Federation;

/// <summary>A peer's clock has gone astray, or is right again.</summary>
/// <param name="IsRaised">Whether it went astray.</param>
/// <param name="LeadMs">How far it runs ahead; negative when it runs behind.</param>
internal readonly record struct PeerClockAlarm(bool IsRaised, double LeadMs);
