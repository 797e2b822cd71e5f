using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Auth;

/// <summary>What <c>auth bootstrap-key --json</c> prints: never the key.</summary>
internal sealed record BootstrappedKey(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("entity_uri")] string EntityUri,
    [property: JsonPropertyName("expires_at")] string? ExpiresAt);
