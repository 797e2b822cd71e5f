namespace Stigmem.Core.Subscriptions;

/// <summary>What an event is about.</summary>
public enum EventKind
{
    /// <summary>A fact was written, of whatever confidence: all that a subscription without a filter is told.</summary>
    FactAsserted = 0,

    /// <summary>Something was stated.</summary>
    FactAssert = 1,

    /// <summary>Something was taken back.</summary>
    FactRetract = 2,

    /// <summary>Two facts are at odds.</summary>
    ContradictionDetected = 3,
}
