using Stigmem.Core.Facts;

namespace Stigmem.Node.Lint;

/// <summary>What a check-up is asked for.</summary>
/// <param name="Scope">Where to look.</param>
/// <param name="Checks">What to look for, in the order of <see cref="LintChecks.All"/>.</param>
/// <param name="Entity">Only this entity, as it is stored.</param>
/// <param name="Relation">Only this relation.</param>
/// <param name="LookaheadSeconds">Also facts that expire within so many seconds.</param>
internal sealed record LintQuery(FactScope Scope, IReadOnlyList<string> Checks, string? Entity, string? Relation, long LookaheadSeconds)
{
    public bool Runs(string check) => Checks.Contains(check);

    /// <summary>Whether something is about what was asked for.</summary>
    public bool Concerns(string entity, string? relation) =>
        (Entity is null || Entity == entity) && (Relation is null || Relation == relation);
}
