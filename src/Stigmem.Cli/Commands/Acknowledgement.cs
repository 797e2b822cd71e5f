using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands;

/// <summary>What a command prints when the node answers with nothing.</summary>
/// <param name="Done">What was done, such as <c>revoked</c>.</param>
/// <param name="Id">To what.</param>
internal sealed record Acknowledgement(
    [property: JsonPropertyName("done")] string Done,
    [property: JsonPropertyName("id")] string Id);
