namespace Stigmem.Core.Facts;

/// <summary>Rules about names that begin with the fabric's own prefix. Source of the rule: Facts contract, section 6.</summary>
public static class Relations
{
    private const string Prefix = "stigmem:";

    private static readonly string[] OwnRelations = ["stigmem:received_from", "stigmem:member", "stigmem:resolves"];

    private static readonly string[] OwnRelationFamilies =
        ["stigmem:conflict:", "stigmem:lint:", "stigmem:decay:", "stigmem:card:"];

    /// <summary>Whether a name lies in the system namespace; <c>stigmem://</c> URIs do not.</summary>
    public static bool IsSystem(string entityOrRelation) =>
        entityOrRelation.StartsWith(Prefix, StringComparison.Ordinal)
        && !entityOrRelation.StartsWith(EntityUri.Scheme, StringComparison.Ordinal);

    /// <summary>Whether a fact is about the fabric itself: it never decays.</summary>
    public static bool IsSystemFact(string entity, string relation) => IsSystem(entity) || IsSystem(relation);

    /// <summary>
    /// Whether facts of one tuple may say different things without being at odds: those about the fabric itself, and the
    /// lists of an intent, where each fact is one more entry.
    /// </summary>
    public static bool MayDiffer(string entity, string relation) =>
        IsSystemFact(entity, relation)
        || relation is "intent:to" or "intent:context_ref" or "intent:artifact" or "intent:constraint" or "intent:preference" or "intent:deference";

    /// <summary>Advice for the writer; a relation is never refused for its form.</summary>
    public static IReadOnlyList<string> Warnings(string relation)
    {
        if (!relation.Contains(':'))
            return [$"bare relation '{relation}' has no namespace; use a prefixed name such as 'memory:{relation}'"];
        return relation.StartsWith(Prefix, StringComparison.Ordinal)
            ? [$"relation '{relation}' uses the reserved system prefix 'stigmem:'"]
            : [];
    }

    /// <summary>
    /// Whether only the node itself may write the fact. Provenance of conflicts, membership, lint, decay and cards could
    /// otherwise be forged by any writer.
    /// </summary>
    public static bool IsReserved(string entity, string relation, string source) =>
        source.StartsWith("system:", StringComparison.Ordinal)
        || entity.StartsWith("stigmem:conflict:", StringComparison.Ordinal)
        || entity.StartsWith("stigmem:resolution:", StringComparison.Ordinal)
        || (IsSystem(relation) && IsOwnRelation(relation));

    private static bool IsOwnRelation(string relation)
    {
        foreach (var name in OwnRelations)
        {
            if (relation == name) return true;
        }

        foreach (var family in OwnRelationFamilies)
        {
            if (relation.StartsWith(family, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
