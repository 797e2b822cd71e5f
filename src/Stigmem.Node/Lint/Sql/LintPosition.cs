namespace Stigmem.Node.Lint.Sql;

/// <summary>Where a walk over entities is.</summary>
/// <param name="EntityKey">The entity's hash, by which entities are ordered.</param>
/// <param name="Microseconds">The fact's time.</param>
/// <param name="Seq">The fact's number.</param>
internal readonly record struct LintPosition(long EntityKey, long Microseconds, long Seq)
{
    public static LintPosition Before(long entityKey) => new(entityKey, long.MinValue, long.MinValue);
}
