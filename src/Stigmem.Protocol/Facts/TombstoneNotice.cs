using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>Says that an entity was erased, so that its silence is explained.</summary>
public sealed record TombstoneNotice
{
    /// <summary>The entity.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>The tombstone.</summary>
    [JsonPropertyName("tombstone_id")]
    public required string TombstoneId { get; init; }

    /// <summary>True if its facts are kept for the law.</summary>
    [JsonPropertyName("legal_hold")]
    public required bool LegalHold { get; init; }

    /// <summary>Since when.</summary>
    [JsonPropertyName("tombstone_created_at")]
    public required string TombstoneCreatedAt { get; init; }
}
