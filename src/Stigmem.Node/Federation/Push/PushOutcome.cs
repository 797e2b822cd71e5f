namespace Stigmem.Node.Federation.Push;

/// <summary>How a round of pushing went.</summary>
/// <param name="Taken">How many facts the peer took or knew.</param>
/// <param name="WasAnswered">Whether the peer answered every call.</param>
/// <param name="HasMore">Whether the budget was spent before the log was.</param>
/// <param name="RetryAfter">How long the peer asks to be left alone; null when it did not ask.</param>
internal sealed record PushOutcome(int Taken, bool WasAnswered, bool HasMore, TimeSpan? RetryAfter);
