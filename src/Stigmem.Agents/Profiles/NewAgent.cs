using System.Text;
using System.Text.RegularExpressions;
using Stigmem.Agents.Memory;
using Stigmem.Agents.Vault;

namespace Stigmem.Agents.Profiles;

/// <summary>Makes the folder of a new agent (agents contract, runtime section 14).</summary>
public static partial class NewAgent
{
    private static readonly string[] Reserved = ["init", "doctor", "run", "info", "skills", "version", "restore", "bundle", "review", "persona", "corpus"];

    /// <summary>Writes the files; all of them, or none that a reader would take for an agent: the identity comes last.</summary>
    /// <param name="agents">The folder of all agents.</param>
    /// <param name="name">Letters, digits and hyphens.</param>
    /// <param name="mission">What it is for, in a sentence.</param>
    /// <param name="model">The model to run on.</param>
    /// <param name="time">For its locks.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="AgentException">The name cannot be one, or there is such a folder.</exception>
    public static string Create(string agents, string name, string mission, string model, TimeProvider time)
    {
        if (!ScaffoldName().IsMatch(name) || Reserved.Contains(name))
            throw new AgentException(AgentFaults.Schema, $"'{name}' cannot be the name of an agent: letters, digits and hyphens inside, at most 64, and no command's name");
        var root = Path.Combine(Path.GetFullPath(agents), name);
        if (Directory.Exists(root))
            throw new AgentException("AgentProfileExists", $"{root} exists already; choose another name, or move it away");
        var vault = new FileVault(root, time);
        foreach (var (file, text) in Files(name, mission, model))
            vault.Write(file, Encoding.UTF8.GetBytes(text), WriteCondition.New);
        Directory.CreateDirectory(Path.Combine(root, "journal"));
        Directory.CreateDirectory(Path.Combine(root, "log"));
        return root;
    }

    private static IEnumerable<(string File, string Text)> Files(string name, string mission, string model)
    {
        yield return ("memory/INDEX.md", $"# Memory Index\n\n{string.Join("\n\n", NoteTypes.All.Select(pair => pair.Section).Concat(["## Recently Promoted to Persona", "## Archive (superseded)"]))}\n");
        yield return ("wiki/INDEX.md", "# Wiki Index\n");
        yield return ("tools.md", $"""
            # TOOLS — {name}

            ## Read paths
            - ./

            ## Write paths
            - memory/ — notes
            - journal/
            - output/

            ## Hard NOs
            - Never put a password or a key into a note

            """);
        yield return ("model.md", $"""
            # MODEL — {name}

            ## Default model
            `{model}`

            Max system prompt: 12,000 tokens
            Max output per turn: 4,000 tokens

            ```yaml
            cost_guardrails:
              enabled: true
              daily_cap_usd: 0.50
              monthly_cap_usd: 7.00
              daily_cap_action: skip
              monthly_cap_action: skip
            ```

            """);
        yield return ("persona/SOUL.md", $"# SOUL — {name}\n\n## Voice\nPlain and short. Says what it does not know.\n\n## Things I've learned\n");
        yield return ("persona/USER.md", "# USER\n\n## Communication preferences\n- The answer first, the reason after it.\n");
        yield return ("persona/IDENTITY.md", $"""
            # IDENTITY — {name}

            ## Who I am
            {name}, an assistant that lives in this folder.

            ## Mission
            {mission}

            ## Operating mode
            This agent is **reactive**.

            """);
    }

    [GeneratedRegex("^(?:[a-zA-Z0-9][a-zA-Z0-9-]{0,62}[a-zA-Z0-9]|[a-zA-Z0-9])$", RegexOptions.CultureInvariant)]
    private static partial Regex ScaffoldName();
}
