using Stigmem.Node.Auth;

namespace Stigmem.Node.Facts;

/// <summary>A checked batch on its way to the writer's turn.</summary>
/// <param name="Caller">Who asserts.</param>
/// <param name="Items">The facts, in the order of the request.</param>
/// <param name="IsAtomic">Whether one refusal refuses all.</param>
/// <param name="Key">The idempotency key, if any.</param>
/// <param name="BodyHash">SHA-256 of the body that came with the key.</param>
internal sealed record Batch(Principal Caller, IReadOnlyList<BatchItem> Items, bool IsAtomic, string? Key, byte[] BodyHash);
