namespace Stigmem.Mcp.Calls;

/// <summary>What the node says about the key of a server.</summary>
public enum KeyState
{
    /// <summary>It may be used.</summary>
    Fine,

    /// <summary>It has rights that a model must not have.</summary>
    Admin,

    /// <summary>The node does not take it.</summary>
    Refused,

    /// <summary>The node does not answer.</summary>
    Unknown,
}
