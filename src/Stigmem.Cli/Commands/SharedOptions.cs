using System.CommandLine;

namespace Stigmem.Cli.Commands;

/// <summary>Options that more than one command has, with one meaning everywhere.</summary>
internal static class SharedOptions
{
    /// <summary>One JSON document instead of text.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints one JSON document (JSON lines where a command streams) instead of text.",
        Recursive = true,
    };

    /// <summary>The database file to work on.</summary>
    public static Option<string?> Database { get; } = new("--db")
    {
        Description = "Works on this database file instead of a running node. Default: none.",
        HelpName = "file",
    };

    /// <summary>The node to talk to.</summary>
    public static Option<string?> Url { get; } = new("--url")
    {
        Description = "The node to talk to. Default: STIGMEM_URL, else http://localhost:8765.",
        HelpName = "url",
    };

    /// <summary>The key to show it.</summary>
    public static Option<string?> ApiKey { get; } = new("--api-key")
    {
        Description = "The API key. Default: STIGMEM_API_KEY, which other users of this machine cannot see in the process list.",
        HelpName = "key",
    };

    /// <summary>Whom the calls are made for, on a file.</summary>
    public static Option<string?> As { get; } = new("--as")
    {
        Description = "With --db: the entity the command acts for. Default: agent:admin.",
        HelpName = "entity",
    };

    /// <summary>The database of this machine, for commands that work on the file itself.</summary>
    public static Option<string?> LocalDatabase { get; } = new("--db")
    {
        Description = "The database file. Default: STIGMEM_DB_PATH, else stigmem.db.",
        HelpName = "file",
    };
}
