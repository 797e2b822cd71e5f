using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>Asserts many facts at once (Facts contract, section 10).</summary>
public sealed record BatchAssertRequest
{
    /// <summary>From 1 to 500 of them.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<AssertRequest> Facts { get; init; }

    /// <summary>True for all or nothing.</summary>
    [JsonPropertyName("atomic")]
    public bool Atomic { get; init; }

    /// <summary>The same key with the same facts within a day gives the same answer.</summary>
    [JsonPropertyName("idempotency_key")]
    public string? IdempotencyKey { get; init; }
}
