namespace Stigmem.Core.Capabilities;

/// <summary>What a capability token can allow. Source of the rule: Federation contract, section 9.</summary>
public static class CapabilityVerbs
{
    /// <summary>All verbs; a token has one.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["read", "write", "admin", "federate", "subscribe", "tombstone:read", "tombstone:write"];

    /// <summary>Whether a verb allows an action.</summary>
    public static bool Allows(string verb, CapabilityAction action) => action switch
    {
        CapabilityAction.PushFacts => verb == "write",
        CapabilityAction.ReadTombstones => verb is "tombstone:read" or "admin",
        CapabilityAction.WriteTombstones => verb is "tombstone:write" or "write",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
