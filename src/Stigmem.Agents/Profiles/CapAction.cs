namespace Stigmem.Agents.Profiles;

/// <summary>What happens when a cap is reached.</summary>
internal enum CapAction
{
    /// <summary>The run is skipped.</summary>
    Skip,

    /// <summary>The run goes on with the fallback model.</summary>
    Fallback,

    /// <summary>The run goes on; somebody is told.</summary>
    Alert,

    /// <summary>The word in model.md is none of these: an error when the cap is reached.</summary>
    Unknown,
}
