namespace Stigmem.Core.Sanitizing;

/// <summary>What the sanitizer found in a text.</summary>
/// <param name="Text">The text without control characters; the same instance if it had none.</param>
/// <param name="Changed">True if <paramref name="Text"/> differs from what was stored, so that a content id no longer fits.</param>
/// <param name="Warnings">The texts of the patterns that matched.</param>
public readonly record struct SanitizerVerdict(string Text, bool Changed, IReadOnlyList<string> Warnings)
{
    /// <summary>True if any pattern matched.</summary>
    public bool IsSuspect => Warnings.Count > 0;
}
