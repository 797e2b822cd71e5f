using System.Text.Json.Serialization;

namespace Stigmem.Cli.Snapshots;

/// <summary>What a snapshot says of itself; the reference's members and names.</summary>
internal sealed record SnapshotManifest
{
    /// <summary>Its place in the archive.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;

    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    [JsonPropertyName("node_id")]
    public required string NodeId { get; init; }

    [JsonPropertyName("signer_pubkey")]
    public required string SignerPublicKey { get; init; }

    /// <summary>Entry names with <c>sha256:</c> and the hash of their contents.</summary>
    [JsonPropertyName("artifacts")]
    public required IReadOnlyDictionary<string, string> Artifacts { get; init; }

    [JsonPropertyName("signature")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signature { get; init; }
}
