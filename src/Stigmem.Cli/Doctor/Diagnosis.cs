using System.Text.Json.Serialization;

namespace Stigmem.Cli.Doctor;

/// <summary>What <c>stigmem doctor</c> found.</summary>
internal sealed record Diagnosis([property: JsonPropertyName("checks")] IReadOnlyList<CheckResult> Checks)
{
    /// <summary><c>failed</c> when at least one check did.</summary>
    [JsonPropertyName("status")]
    [JsonPropertyOrder(-1)]
    public string Status => Checks.Any(check => check.Status == CheckStatus.Failed) ? CheckStatus.Failed : CheckStatus.Ok;
}
