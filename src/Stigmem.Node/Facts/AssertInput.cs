using Stigmem.Core.Facts;

namespace Stigmem.Node.Facts;

/// <summary>The body of an assert, its shape checked and nothing else.</summary>
internal sealed record AssertInput
{
    public required string Entity { get; init; }

    public required string Relation { get; init; }

    public required FactValue Value { get; init; }

    /// <summary>The value as the client may have signed it: a number's token as sent.</summary>
    public required string RawValueText { get; init; }

    public required string Source { get; init; }

    public required double Confidence { get; init; }

    public required FactScope Scope { get; init; }

    public string? ValidUntil { get; init; }

    public long? ValidUntilMicroseconds { get; init; }

    public (string KeyId, string Signature)? Attestation { get; init; }

    public string? GardenUri { get; init; }

    public bool IsSummary { get; init; }

    public string? DerivedFromJson { get; init; }

    public IReadOnlyList<DerivedFrom> DerivedFrom { get; init; } = [];
}
