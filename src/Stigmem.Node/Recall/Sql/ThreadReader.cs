using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>What stands beside a fact in its thread.</summary>
internal static class ThreadReader
{
    private static readonly SqlText SelectAny = new($"SELECT 1 FROM {IndexFile.Schema}.thread_places LIMIT 1");
    private static readonly SqlText SelectPlace = new($"SELECT thread, number FROM {IndexFile.Schema}.thread_places WHERE fact = ?1");
    private static readonly SqlText SelectBefore = new(
        $"SELECT number, fact FROM {IndexFile.Schema}.thread_facts WHERE thread = ?1 AND number < ?2 ORDER BY number DESC, fact DESC LIMIT ?3");

    private static readonly SqlText SelectAfter = new(
        $"SELECT number, fact FROM {IndexFile.Schema}.thread_facts WHERE thread = ?1 AND number >= ?2 ORDER BY number, fact LIMIT ?3");

    /// <summary>Whether anything is in a thread at all.</summary>
    public static bool HasThreads(SqlSession session)
    {
        using var row = session.Use(SelectAny);
        return row.Step();
    }

    /// <summary>The thread of a fact and its place there, or null.</summary>
    public static (long Thread, long Number)? PlaceOf(SqlSession session, long fact)
    {
        using var row = session.Use(SelectPlace);
        return row.Bind(1, fact).Step() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    /// <summary>The facts within a distance of a place, in order; the place itself is among them.</summary>
    public static void AddAround(SqlSession session, (long Thread, long Number) place, int distance, SortedSet<(long Number, long Fact)> into)
    {
        Add(session, SelectBefore, place, distance, into);
        Add(session, SelectAfter, place, distance + 1, into);
    }

    private static void Add(SqlSession session, SqlText text, (long Thread, long Number) place, int most, SortedSet<(long Number, long Fact)> into)
    {
        using var rows = session.Use(text);
        rows.Bind(1, place.Thread).Bind(2, place.Number).Bind(3, (long)most);
        while (rows.Step())
            into.Add((rows.GetInt64(0), rows.GetInt64(1)));
    }
}
