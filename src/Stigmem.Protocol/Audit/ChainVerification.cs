using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>
/// What a walk over the hash chains that the caller may see found; an addition to the reference. Counts and heads are
/// those of the caller's tenant; <c>verified</c> and <c>failure</c> speak of all of <see cref="Tenants"/>, the caller's
/// tenant first.
/// </summary>
public sealed record ChainVerification : TenantChains
{
    /// <summary>Every tenant that the caller may see, the caller's own among them.</summary>
    [JsonPropertyName("tenants")]
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<TenantChains> Tenants { get; init; }
}
