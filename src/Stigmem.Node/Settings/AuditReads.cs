namespace Stigmem.Node.Settings;

/// <summary>Which reads leave an audit row.</summary>
public enum AuditReads
{
    /// <summary>None.</summary>
    Off,

    /// <summary>Those that were refused.</summary>
    Denied,

    /// <summary>All.</summary>
    All,
}
