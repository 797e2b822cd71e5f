using System.Text.Json.Serialization;

namespace Stigmem.Cli.Demo.Attacks;

/// <summary>What <c>stigmem demo-attack</c> tells of a whole run. It names no key and no token.</summary>
/// <param name="NodeId">The node that was attacked.</param>
/// <param name="ElapsedMs">How long all took, in milliseconds.</param>
/// <param name="AllRefused">Whether every attack was refused and audited.</param>
/// <param name="Attacks">The attacks, in order.</param>
internal sealed record AttackTranscript(
    [property: JsonPropertyName("node_id")] string NodeId,
    [property: JsonPropertyName("elapsed_ms")] long ElapsedMs,
    [property: JsonPropertyName("all_refused")] bool AllRefused,
    [property: JsonPropertyName("attacks")] IReadOnlyList<AttackResult> Attacks);
