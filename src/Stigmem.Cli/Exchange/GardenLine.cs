using System.Text.Json.Serialization;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Cli.Exchange;

/// <summary>
/// A line of an export that is no fact but a garden; it stands before the first fact of that garden. A program that knows
/// nothing of such lines finds no entity in it and reports the line.
/// </summary>
internal sealed record GardenLine
{
    /// <summary>What <c>kind</c> says.</summary>
    public const string KindName = "garden";

    [JsonPropertyName("kind")]
    public string Kind { get; init; } = KindName;

    [JsonPropertyName("version")]
    public int Version { get; init; } = LineKinds.Version;

    [JsonPropertyName("slug")]
    public required string Slug { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    [JsonPropertyName("description")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    [JsonPropertyName("quarantine")]
    public bool Quarantine { get; init; }

    [JsonPropertyName("members")]
    public IReadOnlyList<GardenMemberRequest> Members { get => field ?? []; init; }

    /// <summary>The line of a garden.</summary>
    public static GardenLine Of(GardenRecord garden) => new()
    {
        Slug = garden.Slug,
        Name = garden.Name,
        Scope = garden.Scope,
        Description = garden.Description,
        Quarantine = garden.Quarantine,
        Members = [.. garden.Members.Select(member => new GardenMemberRequest { EntityUri = member.EntityUri, Role = member.Role })],
    };
}
