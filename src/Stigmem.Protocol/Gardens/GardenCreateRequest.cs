using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Gardens;

/// <summary>Asks for a new garden.</summary>
public sealed record GardenCreateRequest
{
    /// <summary>Short name of 1 to 63 characters.</summary>
    [JsonPropertyName("slug")]
    public required string Slug { get; init; }

    /// <summary>Name for people.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The scope of all its facts.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get => field ?? "company"; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>True if it shall hold facts that await judgement.</summary>
    [JsonPropertyName("quarantine")]
    public bool Quarantine { get; init; }
}
