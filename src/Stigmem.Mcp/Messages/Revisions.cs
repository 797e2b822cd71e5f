namespace Stigmem.Mcp.Messages;

/// <summary>The revisions of the protocol that the library speaks; it does not publish its list.</summary>
public static class Revisions
{
    /// <summary>What <c>initialize</c> agrees on when it is asked for something unknown.</summary>
    public const string Offered = "2025-11-25";

    /// <summary>The first without <c>initialize</c>: each request names its revision.</summary>
    public const string WithoutHandshake = "2026-07-28";

    private static readonly string[] All = ["2024-11-05", "2025-03-26", "2025-06-18", Offered, WithoutHandshake];

    /// <summary>Whether a revision is spoken here.</summary>
    public static bool Speaks(string revision) => All.Contains(revision);

    /// <summary>All of them, for people.</summary>
    public static string List => string.Join(", ", All);
}
