namespace Stigmem.Cli.Failures;

/// <summary>What a command tells the shell. Documented in <c>docs/reference/cli.md</c>.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Understood, but not done; the reason is on stderr.</summary>
    public const int Failure = 1;

    /// <summary>Not understood: unknown options, missing or impossible arguments.</summary>
    public const int Usage = 2;

    /// <summary>The same for commands about agents, of which 2 says that a cap stopped the run (rulings 47).</summary>
    public const int AgentUsage = 64;

    /// <summary>A cap stopped the run of an agent.</summary>
    public const int AgentSkipped = 2;
}
