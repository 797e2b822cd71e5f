using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Ops;

/// <summary>What an operator should know about this node.</summary>
public sealed record DoctorReport
{
    /// <summary><c>ok</c>, or <c>degraded</c> if a check failed.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary><c>disabled</c>, <c>enabled-partial</c> or <c>enabled-full</c>.</summary>
    [JsonPropertyName("memory_garden_acl_filtering")]
    public required string MemoryGardenAclFiltering { get; init; }

    /// <summary>The parts. An addition to the reference.</summary>
    [JsonPropertyName("checks")]
    public IReadOnlyList<ComponentCheck> Checks { get => field ?? []; init; }
}
