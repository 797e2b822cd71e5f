namespace Stigmem.Node.Subscriptions;

/// <summary>What became of the events of one subscription between two places in the log.</summary>
/// <param name="First">The place of the first event.</param>
/// <param name="Last">The place of the last one.</param>
/// <param name="Status">What became of them.</param>
/// <param name="Attempts">How often each was tried.</param>
/// <param name="DeliveredMicroseconds">When they were taken.</param>
internal readonly record struct Delivery(long First, long Last, EventStatus Status, int Attempts, long? DeliveredMicroseconds);
