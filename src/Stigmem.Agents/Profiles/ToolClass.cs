namespace Stigmem.Agents.Profiles;

/// <summary>What a tool can do to the world.</summary>
internal enum ToolClass
{
    /// <summary>It changes nothing.</summary>
    ReadOnly,

    /// <summary>What it writes can be taken back.</summary>
    ReversibleWrite,

    /// <summary>Others see what it does; what no tools.md classifies counts as this.</summary>
    ExternalSideEffect,

    /// <summary>It may do harm.</summary>
    HighRisk,
}
