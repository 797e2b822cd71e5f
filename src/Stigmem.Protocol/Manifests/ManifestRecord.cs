using System.Text.Json.Serialization;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Protocol.Manifests;

/// <summary>What an organisation publishes about itself, signed by its key (Federation contract, section 8).</summary>
public sealed record ManifestRecord
{
    /// <summary>The organisation.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>The id of its key.</summary>
    [JsonPropertyName("key_id")]
    public required string KeyId { get; init; }

    /// <summary>Its key: base64url of the raw key, without padding.</summary>
    [JsonPropertyName("public_key")]
    public required string PublicKey { get; init; }

    /// <summary>When it was issued, as the text that was signed.</summary>
    [JsonPropertyName("issued_at")]
    public required string IssuedAt { get; init; }

    /// <summary>When it ends.</summary>
    [JsonPropertyName("expires_at")]
    public required string ExpiresAt { get; init; }

    /// <summary>The URIs that it speaks for; each stands for itself only.</summary>
    [JsonPropertyName("entities")]
    public required IReadOnlyList<string> Entities { get; init; }

    /// <summary>How the key came to be this one, oldest first.</summary>
    [JsonPropertyName("rotation_events")]
    public IReadOnlyList<RotationEventRecord> RotationEvents { get => field ?? []; init; }

    /// <summary>The signature over all other members.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init; }

    /// <summary>Where the transparency log has it; not signed.</summary>
    [JsonPropertyName("log_entry")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LogEntryRecord? LogEntry { get; init; }
}
