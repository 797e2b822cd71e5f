using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Ops;

/// <summary>The process answers; nothing else is looked at.</summary>
public sealed record HealthStatus
{
    /// <summary>Always <c>ok</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get => field ?? "ok"; init; }
}
