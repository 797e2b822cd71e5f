using Stigmem.Core.Facts;
using Stigmem.Protocol.Intents;

namespace Stigmem.Node.Intents;

/// <summary>The body of an intent, its shape checked and nothing else. Values are read once and stand beside the records.</summary>
internal sealed record IntentInput
{
    public required string? Id { get; init; }

    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public required string Goal { get; init; }

    public required FactScope Scope { get; init; }

    public string? ExpiresAt { get; init; }

    public long? ExpiresMicroseconds { get; init; }

    public required IReadOnlyList<(string Kind, FactValue Limit, string? Unit)> Constraints { get; init; }

    public required IReadOnlyList<(string Kind, FactValue Value, double Weight)> Preferences { get; init; }

    public required IReadOnlyList<IntentDeference> Deferences { get; init; }

    public required IntentEscalation? Escalation { get; init; }

    public required IntentHandoff? Handoff { get; init; }
}
