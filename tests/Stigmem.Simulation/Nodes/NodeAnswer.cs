using System.Text.Json;

namespace Stigmem.Simulation.Nodes;

/// <summary>What a node answered.</summary>
internal sealed record NodeAnswer(int Status, byte[] Body, string? RetryAfter = null)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
