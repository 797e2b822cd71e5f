using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Intents;

/// <summary>What somebody wants others to do (Operations contract, section 10).</summary>
public sealed record IntentRequest
{
    /// <summary>Its name; the node makes one if there is none.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Who wants it.</summary>
    [JsonPropertyName("from")]
    public required string From { get; init; }

    /// <summary>Who shall do it, at least one.</summary>
    [JsonPropertyName("to")]
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>What is wanted, 1 to 2048 characters.</summary>
    [JsonPropertyName("goal")]
    public required string Goal { get; init; }

    /// <summary>Who may see it.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get => field ?? "company"; init; }

    /// <summary>When it is over; null for never.</summary>
    [JsonPropertyName("expires_at")]
    public string? ExpiresAt { get; init; }

    /// <summary>Hard limits.</summary>
    [JsonPropertyName("constraint")]
    public IReadOnlyList<IntentConstraint> Constraint { get => field ?? []; init; }

    /// <summary>Soft wishes.</summary>
    [JsonPropertyName("preference")]
    public IReadOnlyList<IntentPreference> Preference { get => field ?? []; init; }

    /// <summary>When to ask somebody else first.</summary>
    [JsonPropertyName("deference")]
    public IReadOnlyList<IntentDeference> Deference { get => field ?? []; init; }

    /// <summary>Whom to tell when it does not go on.</summary>
    [JsonPropertyName("escalation")]
    public IntentEscalation? Escalation { get; init; }

    /// <summary>Context for who goes on.</summary>
    [JsonPropertyName("handoff")]
    public IntentHandoff? Handoff { get; init; }
}
