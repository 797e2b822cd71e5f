using Stigmem.Core.Facts;
using Stigmem.Core.Words;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>
/// The words of facts, for recall. Facts are indexed apart by tenant, scope and garden, so that what a caller may not see
/// has no part in how rare a word is either; what waits in quarantine is indexed when it is let in.
/// </summary>
internal sealed class WordIndex : IIndexPart
{
    private static readonly SqlText SelectNew = new(
        """
        SELECT f.seq, f.tenant, f.scope, f.garden, f.entity_key, f.entity, f.relation, f.value_type, f.value_v, f.source, f.confidence,
               coalesce(s.quarantine_status, 0), coalesce(s.garden_moved, 0), s.garden
        FROM store.facts f LEFT JOIN store.fact_states s ON s.seq = f.seq
        WHERE f.seq > ?1 AND f.seq <= ?2
        """);

    private static readonly SqlText SelectReleased = new(
        """
        SELECT f.seq, f.tenant, f.scope, f.garden, f.entity_key, f.entity, f.relation, f.value_type, f.value_v, f.source, f.confidence,
               s.quarantine_status, s.garden_moved, s.garden
        FROM store.audit_events a JOIN store.facts f ON f.id = a.fact_id JOIN store.fact_states s ON s.seq = f.seq
        WHERE a.seq > ?1 AND a.seq <= ?2 AND a.event_type = 'quarantine_promote' AND f.seq <= ?1
        """);

    private readonly FactTerms _terms = new();
    private readonly VocabularyWriter _vocabulary = new();

    /// <inheritdoc/>
    public string Schema =>
        """
        CREATE TABLE word_partitions (
            id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, scope INTEGER NOT NULL, garden BLOB NOT NULL, UNIQUE (tenant, scope, garden));
        CREATE TABLE word_segments (
            id INTEGER PRIMARY KEY AUTOINCREMENT, partition INTEGER NOT NULL, facts INTEGER NOT NULL, words INTEGER NOT NULL, numbers BLOB NOT NULL, lengths BLOB NOT NULL);
        CREATE INDEX word_segments_by_partition ON word_segments (partition, facts);
        CREATE TABLE postings (
            segment INTEGER NOT NULL, term TEXT NOT NULL, facts INTEGER NOT NULL, places BLOB NOT NULL, PRIMARY KEY (segment, term)) WITHOUT ROWID;
        CREATE TABLE vocabulary (partition INTEGER NOT NULL, term TEXT NOT NULL, PRIMARY KEY (partition, term)) WITHOUT ROWID;
        CREATE TABLE trigrams (partition INTEGER NOT NULL, trigram TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY (partition, trigram, term)) WITHOUT ROWID;
        CREATE TABLE thread_members (
            partition INTEGER NOT NULL, entity INTEGER NOT NULL, thread INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (partition, entity)) WITHOUT ROWID;
        CREATE TABLE thread_places (fact INTEGER PRIMARY KEY, thread INTEGER NOT NULL, number INTEGER NOT NULL);
        CREATE TABLE thread_facts (thread INTEGER NOT NULL, number INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (thread, number, fact)) WITHOUT ROWID;
        """;

    /// <inheritdoc/>
    public void Fill(SqlSession session, long after, long through)
    {
        Dictionary<long, SegmentBuilder> segments = [];
        var threads = new ThreadWriter(session);
        _vocabulary.Begin(after, through);
        Read(session, SelectReleased, after, through, segments, threads);
        Read(session, SelectNew, after, through, segments, threads);
        foreach (var (partition, segment) in segments)
        {
            SegmentWriter.Write(session, partition, segment, []);
            _vocabulary.Write(session, partition, segment.Terms.Keys);
            while (SegmentMerge.Small(session, partition) is { } merge)
                SegmentWriter.Write(session, partition, merge.Read(session), merge.Segments);
        }
        threads.Place(through);
    }

    private void Read(SqlSession session, SqlText select, long after, long through, Dictionary<long, SegmentBuilder> segments, ThreadWriter threads)
    {
        using var rows = session.Use(select);
        rows.Bind(1, after).Bind(2, through);
        while (rows.Step())
        {
            var (entity, relation, source) = (rows.GetShared(5), rows.GetShared(6), rows.GetShared(9));
            // The fabric's own facts about facts are no knowledge (rulings 33), and a retraction says nothing.
            if (Relations.IsSystemFact(entity, relation) || source.StartsWith("system:", StringComparison.Ordinal) || rows.GetDouble(10) == 0
                || rows.GetInt64(11) is 1 or 3)
                continue;
            var (seq, type, text) = (rows.GetInt64(0), (FactValueType)rows.GetInt64(7), rows.GetString(8));
            var partition = WordPartitions.Ensure(session, rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(12) != 0 ? rows.GetGuidOrNull(13) : rows.GetGuidOrNull(3));
            if (!segments.TryGetValue(partition, out var segment))
                segments.Add(partition, segment = new SegmentBuilder());
            _terms.Read(entity, relation, type, text);
            segment.Add(seq, _terms);
            threads.Note(partition, rows.GetInt64(4), relation, seq, type, text);
        }
    }
}
