using System.Text.Json.Serialization;

namespace Stigmem.Agents.Profiles;

/// <summary>An agent in a line.</summary>
/// <param name="Agent">Its name.</param>
/// <param name="Mode">When it acts: reactive, goal-driven or hybrid.</param>
/// <param name="Model">The model it runs on.</param>
/// <param name="Notes">How many notes it has.</param>
public sealed record AgentOverview(
    [property: JsonPropertyName("agent")] string Agent, [property: JsonPropertyName("mode")] string Mode,
    [property: JsonPropertyName("model")] string Model, [property: JsonPropertyName("notes")] int Notes);
