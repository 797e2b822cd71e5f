using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.AgentKeys;

/// <summary>What <c>agent-keys generate</c> prints: nothing secret.</summary>
internal sealed record GeneratedAgentKey(
    [property: JsonPropertyName("public_key")] string PublicKey,
    [property: JsonPropertyName("seed_file")] string SeedFile);
