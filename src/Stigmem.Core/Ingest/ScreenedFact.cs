namespace Stigmem.Core.Ingest;

/// <summary>A peer's fact that may be stored as far as can be told without the store.</summary>
/// <param name="Fact">The fact; the text of a number is the one that its content id is over.</param>
/// <param name="Cid">What is known about its content id.</param>
public sealed record ScreenedFact(InboundFact Fact, CidState Cid);
