namespace Stigmem.Core.Clock;

/// <summary>On which side a stamp of another node leaves the bounds.</summary>
public enum HlcSkew
{
    /// <summary>It lies within them.</summary>
    None,

    /// <summary>It lies too far ahead.</summary>
    Future,

    /// <summary>It lies too far behind.</summary>
    Past,
}
