using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Intents;

/// <summary>Whom to tell when it does not go on, and how.</summary>
public sealed record IntentEscalation
{
    /// <summary>Whom.</summary>
    [JsonPropertyName("escalate_to")]
    public required string EscalateTo { get; init; }

    /// <summary><c>stigmem</c>, <c>email</c> or <c>slack</c>.</summary>
    [JsonPropertyName("channel")]
    public string Channel { get => field ?? "stigmem"; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    [JsonPropertyName("priority")]
    public string Priority { get => field ?? "medium"; init; }

    /// <summary>Whether the context goes along.</summary>
    [JsonPropertyName("include_context")]
    public bool IncludeContext { get; init; } = true;
}
