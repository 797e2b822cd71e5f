namespace Stigmem.Core.Capabilities;

/// <summary>What a node asks of a capability token.</summary>
public enum CapabilityAction
{
    /// <summary>To push facts.</summary>
    PushFacts,

    /// <summary>To read tombstones.</summary>
    ReadTombstones,

    /// <summary>To write tombstones.</summary>
    WriteTombstones,
}
