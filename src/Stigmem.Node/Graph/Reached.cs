namespace Stigmem.Node.Graph;

/// <summary>An entity that a walk came to, by the surest of the shortest ways.</summary>
/// <param name="Entity">The entity; an alias is resolved.</param>
/// <param name="Hops">Steps from the nearest seed; a seed itself has 0.</param>
/// <param name="Via">Where the last step began; null for a seed.</param>
/// <param name="Relation">The relation of the last step's edge.</param>
/// <param name="Direction">Which way that edge points, seen from where the step began.</param>
/// <param name="Confidence">Its confidence.</param>
/// <param name="SourceTrust">The trust of its source as the caller sees it; null where trust is off.</param>
/// <param name="EdgeSeq">The commit number of the fact that is the edge; no two entities share one.</param>
internal sealed record Reached(
    string Entity, int Hops, Reached? Via, string Relation, EdgeDirection Direction, double Confidence, double? SourceTrust, long EdgeSeq)
    : IComparable<Reached>
{
    /// <summary>Where a walk begins.</summary>
    public static Reached Seed(string entity) => new(entity, 0, null, "", EdgeDirection.Out, 1, null, 0);

    /// <summary>The entities from the seed to the last one before this.</summary>
    public IReadOnlyList<string> Path()
    {
        var path = new string[Hops];
        for (var (i, at) = (Hops - 1, Via); at is not null; i--, at = at.Via)
            path[i] = at.Entity;
        return path;
    }

    /// <summary>Near ones first, then those of sure edges, then those of old edges: what is added later comes last.</summary>
    public int CompareTo(Reached? other) => other is null ? 1 : (Hops, -Confidence, EdgeSeq).CompareTo((other.Hops, -other.Confidence, other.EdgeSeq));
}
