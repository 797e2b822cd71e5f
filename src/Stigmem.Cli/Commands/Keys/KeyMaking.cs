using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Keys;

/// <summary>A key that was just made; the only time that it is shown.</summary>
internal sealed record KeyMaking
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    [JsonPropertyName("permissions")]
    public required IReadOnlyList<string> Permissions { get; init; }

    [JsonPropertyName("expires_at")]
    public required string? ExpiresAt { get; init; }

    /// <summary>The key that it takes the place of.</summary>
    [JsonPropertyName("replaces")]
    public string? Replaces { get; init; }

    /// <summary>How long the other one works on.</summary>
    [JsonPropertyName("replaced_until")]
    public string? ReplacedUntil { get; init; }

    /// <summary>Everything but the key.</summary>
    public override string ToString() => $"api key {Id}";
}
