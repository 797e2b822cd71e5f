namespace Stigmem.Cli.Commands.Completion;

/// <summary>Scripts that let the shells ask the program itself, so that they never go out of date.</summary>
internal static class CompletionScripts
{
    private const string Bash =
        """
        # eval "$(stigmem completion bash)"
        _stigmem_complete() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("$1" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _stigmem_complete stigmem
        """;

    private const string Zsh =
        """
        # eval "$(stigmem completion zsh)"
        _stigmem_complete() {
            local -a found
            found=("${(@f)$("$words[1]" "[suggest:${CURSOR}]" "$BUFFER" 2>/dev/null)}")
            compadd -a found
        }
        compdef _stigmem_complete stigmem
        """;

    private const string Fish =
        """
        # stigmem completion fish | source
        function __stigmem_complete
            set -l line (commandline -cp)
            stigmem "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c stigmem -a '(__stigmem_complete)'
        """;

    /// <summary>The scripts by the name of their shell.</summary>
    public static IReadOnlyDictionary<string, string> ByShell { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["bash"] = Bash, ["fish"] = Fish, ["zsh"] = Zsh };
}
