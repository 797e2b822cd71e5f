using System.Text.Json.Serialization;

namespace Stigmem.Cli.Demo.Attacks;

/// <summary>How one attack ended.</summary>
/// <param name="Name">The attack.</param>
/// <param name="Attempt">What was tried.</param>
/// <param name="ElapsedMs">How long it took, in milliseconds.</param>
/// <param name="Expected">What the node had to answer.</param>
/// <param name="Observed">What it answered.</param>
/// <param name="ExpectedAudit">Events that its audit had to show.</param>
/// <param name="ObservedAudit">Events that it shows.</param>
/// <param name="StoredFacts">Ids of facts that the node must not have and has.</param>
/// <param name="Refused">Whether all is as expected.</param>
internal sealed record AttackResult(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("attempt")] string Attempt,
    [property: JsonPropertyName("elapsed_ms")] long ElapsedMs,
    [property: JsonPropertyName("expected")] IReadOnlyList<string> Expected,
    [property: JsonPropertyName("observed")] IReadOnlyList<string> Observed,
    [property: JsonPropertyName("expected_audit")] IReadOnlyList<string> ExpectedAudit,
    [property: JsonPropertyName("observed_audit")] IReadOnlyList<string> ObservedAudit,
    [property: JsonPropertyName("stored_facts")] IReadOnlyList<string> StoredFacts,
    [property: JsonPropertyName("refused")] bool Refused);
