using System.Text.Json.Serialization;

namespace Stigmem.Cli.Snapshots;

/// <summary>A snapshot that was made or restored.</summary>
internal sealed record SnapshotReport(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("node_id")] string NodeId,
    [property: JsonPropertyName("signer_pubkey")] string SignerPublicKey,
    [property: JsonPropertyName("bytes")] long Bytes);
