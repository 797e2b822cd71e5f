using System.Text.Json.Serialization;

namespace Stigmem.Cli.Demo;

/// <summary>What <c>stigmem demo --json</c> prints once everything was shown.</summary>
/// <param name="ProcessId">Whom to signal.</param>
/// <param name="FactId">The fact that both nodes have.</param>
/// <param name="Nodes">The two nodes, which go on running.</param>
internal sealed record DemoReady(
    [property: JsonPropertyName("pid")] int ProcessId,
    [property: JsonPropertyName("fact_id")] string FactId,
    [property: JsonPropertyName("nodes")] IReadOnlyList<DemoNodeReady> Nodes);
