using System.Text.Json;

namespace Stigmem.Node.Federation.Peers;

/// <summary>What a peer answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Json">The body; null when it was no JSON. The receiver disposes it.</param>
/// <param name="RetryAfter">How long the peer asks to be left alone.</param>
internal sealed record PeerAnswer(int Status, JsonDocument? Json, TimeSpan? RetryAfter);
