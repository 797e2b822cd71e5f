using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Ops;

/// <summary>Whether the node can serve: storage, migrations and jobs are looked at.</summary>
public sealed record ReadyStatus
{
    /// <summary><c>ok</c> or <c>unavailable</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The parts.</summary>
    [JsonPropertyName("checks")]
    public IReadOnlyList<ComponentCheck> Checks { get => field ?? []; init; }
}
