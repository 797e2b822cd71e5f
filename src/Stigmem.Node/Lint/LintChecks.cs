namespace Stigmem.Node.Lint;

/// <summary>What a check-up can look for.</summary>
internal static class LintChecks
{
    public const string Contradiction = "contradiction";
    public const string Stale = "stale";
    public const string Orphan = "orphan";
    public const string BrokenRef = "broken_ref";
    public const string Namespacing = "namespacing";
    public const string UnreadableTimestamp = "unreadable_timestamp";
    public const string RetractedReference = "retracted_reference";
    public const string DuplicateAlias = "duplicate_alias";

    /// <summary>Those that run when none is named, in the order of the answer.</summary>
    public static IReadOnlyList<string> Usual { get; } = [Contradiction, Stale, Orphan, BrokenRef, Namespacing];

    /// <summary>All there are; those that are not usual run only when they are named.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Usual, UnreadableTimestamp, RetractedReference, DuplicateAlias];
}
