using System.Text.Json.Serialization;

namespace Stigmem.Cli.Doctor;

/// <summary>How a check came out.</summary>
/// <param name="Name">The check.</param>
/// <param name="Status">A word of <see cref="CheckStatus"/>.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Cure">What to do; null when there is nothing to do.</param>
internal sealed record CheckResult(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("cure")] string? Cure = null)
{
    /// <summary>All is well.</summary>
    public static CheckResult Ok(string name, string detail) => new(name, CheckStatus.Ok, detail);

    /// <summary>It works, but not for ever.</summary>
    public static CheckResult Warning(string name, string detail, string cure) => new(name, CheckStatus.Warning, detail, cure);

    /// <summary>A node does not start or does not work like this.</summary>
    public static CheckResult Failed(string name, string detail, string cure) => new(name, CheckStatus.Failed, detail, cure);

    /// <summary>There is nothing to check.</summary>
    public static CheckResult Skipped(string name, string detail) => new(name, CheckStatus.Skipped, detail);
}
