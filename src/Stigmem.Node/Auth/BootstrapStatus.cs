namespace Stigmem.Node.Auth;

/// <summary>What came of a bootstrap.</summary>
public enum BootstrapStatus
{
    /// <summary>The key exists now.</summary>
    Created,

    /// <summary>The node has an admin key already, or the raw key is in use.</summary>
    AlreadyDone,

    /// <summary>The key is too short, or a name is not acceptable.</summary>
    Refused,
}
