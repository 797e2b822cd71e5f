using Stigmem.Agents.Memory;

namespace Stigmem.Agents.Profiles;

/// <summary>The agents in a folder.</summary>
public static class AgentCatalog
{
    /// <summary>All of them, by name.</summary>
    /// <param name="agents">The folder.</param>
    /// <param name="time">For their locks.</param>
    /// <exception cref="AgentException">A file of one is missing or cannot be read.</exception>
    public static IReadOnlyList<AgentOverview> List(string agents, TimeProvider time) =>
        [.. AgentFolder.Names(agents).Select(name => AgentFolder.Read(agents, name, time)).Select(agent => new AgentOverview(
            agent.Name, agent.Mode, agent.Model.DefaultModel, new NoteFolder(agent.Vault, agent.Tools, agent.Root, time).All().Count))];
}
