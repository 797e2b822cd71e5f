using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Intents;

/// <summary>When to ask somebody else first.</summary>
public sealed record IntentDeference
{
    /// <summary>When.</summary>
    [JsonPropertyName("condition")]
    public required string Condition { get; init; }

    /// <summary>Whom.</summary>
    [JsonPropertyName("defer_to")]
    public required string DeferTo { get; init; }

    /// <summary>How long to wait, in seconds.</summary>
    [JsonPropertyName("timeout_s")]
    public long? TimeoutSeconds { get; init; }
}
