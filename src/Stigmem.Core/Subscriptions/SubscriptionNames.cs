namespace Stigmem.Core.Subscriptions;

/// <summary>The wire names of what subscriptions are made of.</summary>
public static class SubscriptionNames
{
    private static readonly EventKind[] Selectable = [EventKind.FactAssert, EventKind.FactRetract, EventKind.ContradictionDetected];

    /// <summary>The wire name.</summary>
    public static string Name(this TargetKind kind) => kind switch
    {
        TargetKind.Scope => "scope",
        TargetKind.Garden => "garden",
        _ => "entity",
    };

    /// <summary>The wire name.</summary>
    public static string Name(this ChangeAction action) => action switch
    {
        ChangeAction.Webhook => "webhook",
        ChangeAction.Wake => "wake",
        _ => "stream",
    };

    /// <summary>The wire name.</summary>
    public static string Name(this EventKind kind) => kind switch
    {
        EventKind.FactAssert => "fact_assert",
        EventKind.FactRetract => "fact_retract",
        EventKind.ContradictionDetected => "contradiction_detected",
        _ => "fact_asserted",
    };

    /// <summary>Reads the name of an action.</summary>
    public static bool TryParse(string name, out ChangeAction action)
    {
        action = Array.Find([ChangeAction.Webhook, ChangeAction.Wake, ChangeAction.Stream], one => one.Name() == name);
        return action != default;
    }

    /// <summary>Reads the name of a kind of event that a filter may ask for.</summary>
    public static bool TryParse(string name, out EventKind kind)
    {
        kind = Array.Find(Selectable, one => one.Name() == name);
        return kind != default;
    }
}
