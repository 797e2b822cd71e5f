namespace Stigmem.Node.Subscriptions;

/// <summary>How deliveries of a subscription go.</summary>
/// <param name="Done">The place in the log of the last event that is done with.</param>
/// <param name="LastMicroseconds">When an event arrived last.</param>
/// <param name="Failures">How many deliveries in a row failed.</param>
/// <param name="IsOpen">Whether the circuit is open.</param>
/// <param name="DueMicroseconds">No delivery before.</param>
internal readonly record struct DeliveryState(long Done, long? LastMicroseconds, int Failures, bool IsOpen, long DueMicroseconds);
