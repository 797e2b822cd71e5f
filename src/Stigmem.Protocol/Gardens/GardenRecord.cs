using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Gardens;

/// <summary>A garden: a shared plot of facts that only its members see (Access contract, section 7).</summary>
public sealed record GardenRecord
{
    /// <summary>Its UUID, which facts carry.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Its URI, which requests carry.</summary>
    [JsonPropertyName("garden_id")]
    public required string GardenId { get; init; }

    /// <summary>Its short name.</summary>
    [JsonPropertyName("slug")]
    public required string Slug { get; init; }

    /// <summary>Its name for people.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The scope of all its facts.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Who made it.</summary>
    [JsonPropertyName("created_by")]
    public required string CreatedBy { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>Its members; empty in the list of gardens.</summary>
    [JsonPropertyName("members")]
    public IReadOnlyList<GardenMemberRecord> Members { get => field ?? []; init; }

    /// <summary>True if it holds facts that await judgement.</summary>
    [JsonPropertyName("quarantine")]
    public bool Quarantine { get; init; }
}
