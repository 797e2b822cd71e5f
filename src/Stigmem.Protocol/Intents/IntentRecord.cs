using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Intents;

/// <summary>An intent, put together from its facts.</summary>
public sealed record IntentRecord
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

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
    public required string Scope { get; init; }

    /// <summary>When it was said.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>When it is over; null for never.</summary>
    [JsonPropertyName("expires_at")]
    public required string? ExpiresAt { get; init; }

    /// <summary>Hard limits.</summary>
    [JsonPropertyName("constraint")]
    public required IReadOnlyList<IntentConstraint> Constraint { get; init; }

    /// <summary>Soft wishes.</summary>
    [JsonPropertyName("preference")]
    public required IReadOnlyList<IntentPreference> Preference { get; init; }

    /// <summary>When to ask somebody else first.</summary>
    [JsonPropertyName("deference")]
    public required IReadOnlyList<IntentDeference> Deference { get; init; }

    /// <summary>Whom to tell when it does not go on.</summary>
    [JsonPropertyName("escalation")]
    public required IntentEscalation? Escalation { get; init; }

    /// <summary>Context for who goes on.</summary>
    [JsonPropertyName("handoff")]
    public required IntentHandoff? Handoff { get; init; }

    /// <summary>The facts that say it, in the order in which they were written.</summary>
    [JsonPropertyName("fact_ids")]
    public required IReadOnlyList<string> FactIds { get; init; }
}
