using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Completion;

/// <summary>A completion script.</summary>
internal sealed record CompletionScript(
    [property: JsonPropertyName("shell")] string Shell,
    [property: JsonPropertyName("script")] string Script);
