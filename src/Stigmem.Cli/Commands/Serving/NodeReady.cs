using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Serving;

/// <summary>What <c>stigmem node --json</c> prints once it answers.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Database">Its file.</param>
/// <param name="ProcessId">Whom to signal.</param>
/// <param name="AdminKey">The key that <c>--try</c> just made; null when it made none.</param>
internal sealed record NodeReady(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("database")] string Database,
    [property: JsonPropertyName("pid")] int ProcessId,
    [property: JsonPropertyName("admin_key")] string? AdminKey)
{
    /// <summary>Everything but the key.</summary>
    public override string ToString() => Url;
}
