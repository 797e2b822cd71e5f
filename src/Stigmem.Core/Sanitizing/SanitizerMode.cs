namespace Stigmem.Core.Sanitizing;

/// <summary>What happens to a fact on its way out when its text looks like an instruction to a model.</summary>
public enum SanitizerMode
{
    /// <summary>The text is returned, with the patterns that matched.</summary>
    Warn,

    /// <summary>The text is withheld.</summary>
    Block,

    /// <summary>The text is withheld and the fact moved to the quarantine garden.</summary>
    Quarantine,

    /// <summary>Nothing is looked at.</summary>
    Off,
}
