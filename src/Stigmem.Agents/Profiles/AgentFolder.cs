using System.Text.RegularExpressions;
using Stigmem.Agents.Vault;

namespace Stigmem.Agents.Profiles;

/// <summary>An agent as its folder describes it, read afresh for each run (agents contract, vault sections 1 and 5).</summary>
internal sealed partial class AgentFolder
{
    private static readonly string[] PersonaFiles = ["IDENTITY", "SOUL", "USER"];
    private static readonly string[] Modes = ["hybrid", "goal-driven", "reactive"];

    private AgentFolder(string name, string root, IVaultStore vault)
    {
        Name = name;
        Root = root;
        Vault = vault;
    }

    /// <summary>What the agent is called: the name of its folder.</summary>
    public string Name { get; }

    /// <summary>Where it is.</summary>
    public string Root { get; }

    /// <summary>Its files.</summary>
    public IVaultStore Vault { get; }

    /// <summary>IDENTITY, SOUL and USER, those that say anything.</summary>
    public required IReadOnlyList<(string Name, string Text)> Persona { get; init; }

    /// <summary>The text of <c>tools.md</c>.</summary>
    public required string ToolsText { get; init; }

    /// <summary>What it may read and write.</summary>
    public required ToolsFile Tools { get; init; }

    /// <summary>The model and the caps.</summary>
    public required ModelFile Model { get; init; }

    /// <summary>The text of <c>goal.md</c>; empty when there is none.</summary>
    public required string Goal { get; init; }

    /// <summary>When it acts: reactive, goal-driven or hybrid.</summary>
    public required string Mode { get; init; }

    /// <summary>Reads the folder of an agent.</summary>
    /// <param name="agents">The folder of all agents.</param>
    /// <param name="name">The agent.</param>
    /// <param name="time">For its locks.</param>
    /// <exception cref="AgentException"><c>AtomicAgentsError</c>: there is no such agent, or a file of it is missing.</exception>
    public static AgentFolder Read(string agents, string name, TimeProvider time)
    {
        var root = Path.Combine(agents, VaultPath.Part(name, agents));
        var vault = new FileVault(root, time);
        if (vault.Read("persona/IDENTITY.md") is not { } identity)
            throw new AgentException(AgentFaults.Agent, $"there is no agent {name} in {agents}; make one with `stigmem agent init {name}`");
        var tools = Text(vault, "tools.md");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new AgentFolder(name, root, vault)
        {
            Persona = [.. PersonaFiles.Select(file => (file, vault.Read($"persona/{file}.md")?.Text.Trim() ?? "")).Where(file => file.Item2.Length > 0)],
            ToolsText = tools,
            Tools = ToolsFile.Parse(tools, root, home),
            Model = ModelFile.Parse(Text(vault, "model.md")),
            Goal = vault.Read("goal.md")?.Text ?? "",
            Mode = ModeOf(identity.Text),
        };
    }

    /// <summary>The names of all agents in a folder.</summary>
    public static IReadOnlyList<string> Names(string agents) => !Directory.Exists(agents) ? [] :
        [.. Directory.EnumerateDirectories(agents).Select(path => Path.GetFileName(path))
            .Where(name => name[0] is not ('.' or '_') && File.Exists(Path.Combine(agents, name, "persona", "IDENTITY.md"))).Order(StringComparer.Ordinal)];

    private static string Text(FileVault vault, string file) =>
        vault.Read(file)?.Text ?? throw new AgentException(AgentFaults.Agent, $"{Path.Combine(vault.Root, file)} is missing; `stigmem agent doctor` says what belongs there");

    /// <summary>The first of the words that the section says, in this order: "reactive, not hybrid" is hybrid.</summary>
    private static string ModeOf(string identity)
    {
        var section = OperatingMode().Match(identity) is { Success: true } match ? match.Groups[1].Value : "";
        return Modes.FirstOrDefault(mode => Regex.IsMatch(section, $@"\b{mode}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) ?? "reactive";
    }

    [GeneratedRegex(@"^##[ \t]+Operating mode[^\n]*\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OperatingMode();
}
