namespace Stigmem.Core.Ingest;

/// <summary>A peer's fact that is to be stored.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Quarantine">Whether it is held back.</param>
/// <param name="Trust">The trust in its source; null if trust is off.</param>
/// <param name="FollowsStamp">
/// Whether this node's clock takes note of the fact's stamp. If not, it only ticks. The row gets this node's stamp in
/// either case.
/// </param>
public sealed record AcceptedFact(ScreenedFact Fact, FactOrigin Origin, InboundQuarantine Quarantine, double? Trust, bool FollowsStamp);
