using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>The sharing rules of a node.</summary>
public sealed record SharingRuleList
{
    /// <summary>The rules, by name.</summary>
    [JsonPropertyName("rules")]
    public required IReadOnlyList<SharingRuleRecord> Rules { get; init; }
}
