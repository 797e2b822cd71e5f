using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>Writes the terms of each partition, once each. It remembers most of them, since few terms of a pass are new.</summary>
internal sealed class VocabularyWriter
{
    private const int MostKnown = 65_536;

    private static readonly SqlText InsertTerm = new("INSERT OR IGNORE INTO vocabulary (partition, term) VALUES (?1, ?2) RETURNING 1");
    private static readonly SqlText InsertTrigram = new("INSERT OR IGNORE INTO trigrams (partition, trigram, term) VALUES (?1, ?2, ?3)");

    private readonly HashSet<(long Partition, string Term)> _known = [];
    private long _through = -1;

    /// <summary>Begins a pass. What was remembered in one that was rolled back is forgotten.</summary>
    public void Begin(long after, long through)
    {
        if (after != _through || _known.Count > MostKnown)
            _known.Clear();
        _through = through;
    }

    /// <summary>Adds terms.</summary>
    public void Write(SqlSession session, long partition, IEnumerable<string> terms)
    {
        foreach (var term in terms)
        {
            if (_known.Add((partition, term)) && IsNew(session, partition, term))
                AddTrigrams(session, partition, term);
        }
    }

    private static bool IsNew(SqlSession session, long partition, string term)
    {
        using var insert = session.Use(InsertTerm);
        return insert.Bind(1, partition).Bind(2, term).Step();
    }

    private static void AddTrigrams(SqlSession session, long partition, string term)
    {
        foreach (var trigram in Trigrams.Of(term))
        {
            using var insert = session.Use(InsertTrigram);
            insert.Bind(1, partition).Bind(2, trigram).Bind(3, term).Execute();
        }
    }
}
