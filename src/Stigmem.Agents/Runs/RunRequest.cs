namespace Stigmem.Agents.Runs;

/// <summary>What an agent shall do.</summary>
public sealed record RunRequest
{
    /// <summary>The work item: what the user says.</summary>
    public required string WorkItem { get; init; }

    /// <summary>Who or what began the run: manual, cron, skill, api, http, queue, delegate.</summary>
    public string Trigger { get; init; } = "manual";

    /// <summary>The model, in the place of the agent's own.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the run may go beyond the caps.</summary>
    public bool IsCritical { get; init; }

    /// <summary>Whether captures are written.</summary>
    public bool WritesCaptures { get; init; } = true;
}
