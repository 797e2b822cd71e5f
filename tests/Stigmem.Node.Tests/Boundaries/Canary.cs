namespace Stigmem.Node.Tests.Boundaries;

/// <summary>Why a fact is out of a caller's sight.</summary>
internal enum Wall
{
    OtherTenant,
    ForeignGarden,
    UncoveredScope,
    Pending,
    Rejected,
    DeletedGarden,
}

/// <summary>A fact with a text of its own in every place that could leak.</summary>
/// <param name="Wall">Why it is hidden.</param>
/// <param name="Id">Its id.</param>
/// <param name="Cid">Its content id.</param>
/// <param name="Body">The body that asserted it.</param>
internal sealed record Canary(Wall Wall, string Id, string Cid, string Body)
{
    private static readonly string[] Places = ["entity", "relation", "value", "source", "note"];

    public string Entity => $"user:{Word(Wall, "entity")}";

    public string Relation => $"memory:{Word(Wall, "relation")}";

    public string Source => $"agent:{Word(Wall, "source")}";

    /// <summary>Every text that must not be seen behind a wall.</summary>
    public static IEnumerable<string> Words(Wall wall) => Places.Select(place => Word(wall, place));

    /// <summary>One of them: nothing that a node, a header or a number could contain by chance.</summary>
    public static string Word(Wall wall, string place) => $"zq{wall.ToString().ToLowerInvariant()}{place}qz";
}
