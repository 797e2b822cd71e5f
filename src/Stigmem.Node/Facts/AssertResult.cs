using Stigmem.Core.Faults;

namespace Stigmem.Node.Facts;

/// <summary>What the writer's turn made of an assert.</summary>
/// <param name="Fact">The fact, new or found; null after a refusal.</param>
/// <param name="IsExisting">Whether an equal live fact was there already and nothing was written.</param>
/// <param name="Contradicted">Whether the new fact is at odds with a live one.</param>
/// <param name="Fault">The refusal.</param>
internal readonly record struct AssertResult(StoredFact? Fact, bool IsExisting, bool Contradicted, Fault? Fault)
{
    public static AssertResult Refused(Fault fault) => new(null, false, false, fault);
}
