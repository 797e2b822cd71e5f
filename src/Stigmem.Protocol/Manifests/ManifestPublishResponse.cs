using System.Text.Json.Serialization;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Protocol.Manifests;

/// <summary>A manifest that was accepted.</summary>
public sealed record ManifestPublishResponse
{
    /// <summary>The organisation.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>The id of its key.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>When it was issued.</summary>
    [JsonPropertyName("issued_at")]
    public required string IssuedAt { get; init; }

    /// <summary>When it ends.</summary>
    [JsonPropertyName("expires_at")]
    public required string ExpiresAt { get; init; }

    /// <summary>Where the transparency log has it.</summary>
    [JsonPropertyName("log_entry")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LogEntryRecord? LogEntry { get; init; }

    /// <summary>Why the transparency log does not have it.</summary>
    [JsonPropertyName("tl_warning")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TlWarning { get; init; }
}
