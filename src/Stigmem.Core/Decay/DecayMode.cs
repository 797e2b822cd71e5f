namespace Stigmem.Core.Decay;

/// <summary>What a policy does to facts that are due.</summary>
public enum DecayMode : byte
{
    /// <summary>They end.</summary>
    Retract,

    /// <summary>Their confidence falls; below the least one they end.</summary>
    Confidence,

    /// <summary>They are counted.</summary>
    DryRun,
}
