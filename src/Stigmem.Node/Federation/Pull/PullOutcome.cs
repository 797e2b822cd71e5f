namespace Stigmem.Node.Federation.Pull;

/// <summary>How a round of pulling went.</summary>
/// <param name="Stored">How many facts it brought.</param>
/// <param name="WasAnswered">Whether the last question was answered with a page.</param>
/// <param name="IsOverloaded">Whether the peer asked to be left alone.</param>
/// <param name="RetryAfter">For how long, if it said so.</param>
internal sealed record PullOutcome(int Stored, bool WasAnswered, bool IsOverloaded, TimeSpan? RetryAfter);
