using Stigmem.Core.Clock;

namespace Stigmem.Core.Facts;

/// <summary>What contradiction and retraction need to know of a fact; both sides of a rule share one tuple.</summary>
/// <param name="Id">The fact id.</param>
/// <param name="Source">The normalized source.</param>
/// <param name="Type">The type of the value.</param>
/// <param name="ValueText">The storage text of the value.</param>
/// <param name="Confidence">The confidence now in force.</param>
/// <param name="Hlc">The stamp of the node that first asserted the fact.</param>
/// <param name="IsLive">Unexpired, not retracted or superseded, not pending or rejected in quarantine.</param>
/// <param name="Garden">The garden, if any.</param>
/// <param name="MayDiffer">Whether others of its tuple may say something else without being at odds with it.</param>
public readonly record struct Assertion(
    Guid Id,
    string Source,
    FactValueType Type,
    string ValueText,
    double Confidence,
    Hlc Hlc,
    bool IsLive,
    Guid? Garden,
    bool MayDiffer)
{
    /// <summary>Whether both state the same value; numbers are compared as numbers, so <c>42</c> equals <c>42.0</c>.</summary>
    public bool HasValueOf(in Assertion other)
    {
        if (Type != other.Type) return false;
        if (ValueText == other.ValueText) return true;
        return new FactValue(Type, ValueText, default).TryGetNumber(out var mine)
            && new FactValue(other.Type, other.ValueText, default).TryGetNumber(out var theirs)
            && mine == theirs;
    }
}
