namespace Stigmem.Core.Subscriptions;

/// <summary>What a subscription watches.</summary>
public enum TargetKind
{
    /// <summary>Every fact of a scope.</summary>
    Scope = 1,

    /// <summary>Facts about an entity.</summary>
    Entity = 2,

    /// <summary>Facts in a garden, and facts about it.</summary>
    Garden = 3,
}
