namespace Stigmem.Node.Settings;

/// <summary>The least level that is logged.</summary>
public enum NodeLogLevel
{
    /// <summary>Everything.</summary>
    Trace,

    /// <summary>What a developer asks for.</summary>
    Debug,

    /// <summary>What an operator may want to know.</summary>
    Info,

    /// <summary>What an operator should look at.</summary>
    Warning,

    /// <summary>What failed.</summary>
    Error,

    /// <summary>What ends the node.</summary>
    Critical,

    /// <summary>Nothing.</summary>
    Off,
}
