namespace Stigmem.Node.Intents;

/// <summary>The relations in which intents are said (operations contract, section 10).</summary>
internal static class IntentRelations
{
    public const string From = "intent:from";
    public const string Goal = "intent:goal";
    public const string To = "intent:to";
    public const string Escalation = "intent:escalation";
    public const string EscalateTo = "intent:escalate_to";
    public const string Channel = "intent:escalation:channel";
    public const string Context = "intent:escalation:context";
    public const string HandoffTo = "intent:handoff_to";
    public const string HandoffSummary = "intent:handoff_summary";
    public const string ContextRef = "intent:context_ref";
    public const string Continuation = "intent:continuation";
    public const string Artifact = "intent:artifact";
    public const string Constraint = "intent:constraint";
    public const string Preference = "intent:preference";
    public const string Deference = "intent:deference";

    // Of the parts, which are entities of their own.
    public const string Kind = "intent:kind";
    public const string Limit = "intent:limit";
    public const string Unit = "intent:unit";
    public const string Value = "intent:value";
    public const string Weight = "intent:weight";
    public const string Condition = "intent:condition";
    public const string DeferTo = "intent:defer_to";
    public const string Timeout = "intent:timeout_s";
    public const string Name = "intent:name";
    public const string Ref = "intent:ref";
}
