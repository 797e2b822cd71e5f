using System.CommandLine;
using System.CommandLine.Help;
using System.Text;

namespace Stigmem.Cli.Reference;

/// <summary>Prints the reference page from the command tree itself, so that it cannot say anything else.</summary>
internal static class CliReference
{
    private const string Head =
        """
        # The command line

        Generated from the program; do not edit. `STIGMEM_UPDATE_DOCS=1 dotnet test tests/Stigmem.Cli.Tests` rewrites it.

        Commands that take `--url` talk to a running node. With `--db FILE` the same command works on a database file that
        no node serves: it runs a node of its own on a free port of this machine for as long as the command lasts, with a
        key that exists in that process only. If a node uses the file, the command says so and changes nothing.

        `STIGMEM_URL` and `STIGMEM_API_KEY` stand for `--url` and `--api-key`. They, and every other `STIGMEM_*` variable,
        may also stand in a `.env` file in the working directory.

        Results go to stdout, everything else to stderr. A table is drawn on a terminal and is tab-separated text when the
        output is redirected; `--json` prints one JSON document, or one a line where a command streams. Control characters
        in facts are printed as escapes, except by `fact get --value-only`.

        | exit code | meaning |
        | --- | --- |
        | 0 | done |
        | 1 | not done; stderr says `error: what (code)` and, where there is something to do, `hint: what` |
        | 2 | the command line was not understood; of `agent run`: a cap stopped the run |
        | 64 | the command line of an `agent` command was not understood |

        How an import turns its source into facts:

        | source | entity | relation | value |
        | --- | --- | --- | --- |
        | JSON lines | as written | as written | an assert body a line; `--source`, `--scope` and `--garden` fill in what is missing |
        | N-Triples | the subject; a blank node is `blank:<12 digits of the file's hash>/<label>` | the predicate | an IRI is a `ref`; numbers, booleans and dates by their XSD type; other literals are `string`, or `text` with several lines; a language tag stays in the text as `chat@fr` |
        | Markdown | `--entity-prefix` and the path without extension | `--relation-prefix` and the key; keys with a colon as they are | one fact a front matter key; lists and mappings as JSON text; the rest of the note is the relation `body` |
        | Memory of MCP's server | `--entity-prefix` and the name | `--relation-prefix` and `type`, `observation/<hash>`, or the relation and its target | `string` or `text`; relations are a `ref` |
        | Letta agent file | `--entity-prefix` and the agent | `--relation-prefix` and the label; `<label>/description` | `text` |
        | Guides | `--entity-prefix`, folder, file and headings | `--relation-prefix` and `note` | `text`; content unless `--as-instructions` |

        An export holds a fact a line. Lines that are no facts have `kind` and `version`, now 1; whatever does not know them
        finds no entity in them and reports them:

        | line | when | members |
        | --- | --- | --- |
        | `garden` | before the first fact of the garden; gardens without facts at the end, unless filters are given | `slug`, `name`, `scope`, `description`, `quarantine`, `members` with `entity_uri` and `role` |
        | `alias` | at the end, unless filters are given | `raw_uri`, `canonical_uri` |

        Facts name their garden by a URI that ends in its slug. An import makes the gardens that are missing, with their
        members; the importer becomes their creator and an admin of them. Gardens that are there keep name and members. With
        `--include-contradicted` or `--include-expired` an export also holds facts with a `state` of `superseded` or
        `retracted`, for reading: an import refuses them, because they would hold again. Ids and times are new in the other
        store.

        An import keeps its place in `<source>.import-state`. Run again after an interruption it goes on from there; the file
        is gone when the import is finished. The last three formats need no such file: their import is compared with what its
        source has said in the scope before, adds what is new and replaces what has changed.

        """;

    /// <summary>The page.</summary>
    public static string Print(RootCommand root)
    {
        var page = new StringBuilder(Head);
        foreach (var command in root.Subcommands.OrderBy(command => command.Name, StringComparer.Ordinal))
            Describe(page, command, "stigmem");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Describe(StringBuilder page, Command command, string parent)
    {
        var path = $"{parent} {command.Name}";
        page.Append('\n').Append(parent == "stigmem" ? "## " : "### ").Append('`').Append(path).Append("`\n\n").Append(command.Description).Append('\n');
        if (command.Subcommands.Count == 0)
            DescribeSymbols(page, command, path);
        foreach (var child in command.Subcommands)
            Describe(page, child, path);
    }

    private static void DescribeSymbols(StringBuilder page, Command command, string path)
    {
        page.Append("\n```\n").Append(path);
        foreach (var argument in command.Arguments)
            page.Append(" <").Append(argument.Name).Append('>');
        page.Append(command.Options.Any(IsShown) ? " [options]" : "").Append("\n```\n");
        var rows = command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description))
            .Concat(command.Options.Where(IsShown).Select(option => (Syntax(option), option.Description)))
            .ToList();
        if (rows.Count == 0)
            return;
        page.Append("\n| | |\n| --- | --- |\n");
        foreach (var (syntax, description) in rows)
            page.Append("| `").Append(syntax).Append("` | ").Append(Cell(description)).Append(" |\n");
    }

    private static bool IsShown(Option option) => !option.Hidden && option is not (HelpOption or VersionOption);

    private static string Syntax(Option option) =>
        option.Name + (option.HelpName is { } value ? $" <{value}>" : "") + (option.Required ? " (required)" : "");

    private static string? Cell(string? text) => text?.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
