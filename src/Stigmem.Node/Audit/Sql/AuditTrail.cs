using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit.Sql;

/// <summary>
/// The audit trail of a tenant: two logs that share one sequence, merged while they are walked, so that no more than
/// the two current rows are in memory. The sequence is also the order of time.
/// </summary>
/// <remarks>The plus before a tenant keeps SQLite from an index that would make it sort the whole log.</remarks>
internal sealed class AuditTrail(TenantDirectory tenants, CommitSequence sequence)
{
    private const string FactMatches =
        """
        +f.tenant = ?2 AND (?3 IS NULL OR f.actor = ?3) AND (?4 IS NULL OR f.oidc_sub = ?4) AND (?5 IS NULL OR f.source = ?5)
        AND (?6 IS NULL OR (f.attested_key_id IS NOT NULL) = ?6)
        """;

    private const string EventColumns = "seq, id, event_type, outcome, entity_uri, oidc_sub, fact_id, source, attested_key_id, ts_us, detail, hlc";
    private const string EventMatches =
        """
        +tenant = ?2 AND (?3 IS NULL OR entity_uri = ?3) AND (?4 IS NULL OR oidc_sub = ?4) AND (?5 IS NULL OR source = ?5)
        AND (?6 IS NULL OR (attested_key_id IS NOT NULL) = ?6) AND (?7 IS NULL OR event_type = ?7)
        """;

    private static readonly SqlText FactsUp = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 AND {FactMatches} ORDER BY f.seq");
    private static readonly SqlText FactsDown = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq < ?1 AND {FactMatches} ORDER BY f.seq DESC");
    private static readonly SqlText EventsUp = new($"SELECT {EventColumns} FROM audit_events WHERE seq > ?1 AND {EventMatches} ORDER BY seq");
    private static readonly SqlText EventsDown = new($"SELECT {EventColumns} FROM audit_events WHERE seq < ?1 AND {EventMatches} ORDER BY seq DESC");

    // The condition is that of the index, letter by letter; another one would be an error when the statement is made.
    private static readonly SqlText SeldomDown = new(
        $"""
        SELECT {EventColumns} FROM audit_events INDEXED BY audit_events_but_traffic
        WHERE seq < ?1 AND event_type NOT IN ('fact_read', 'fact_batch', 'access_denied', 'authentication_failed', 'quota_breach') AND {EventMatches}
        ORDER BY seq DESC
        """);

    private static readonly SqlText FactById = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.id = ?1 AND +f.tenant = ?2");
    private static readonly SqlText EventsOfFact = new($"SELECT {EventColumns} FROM audit_events WHERE fact_id = ?1 AND +tenant = ?2 ORDER BY seq");

    private static readonly SqlText SeqOfId = new(
        """
        SELECT seq FROM facts WHERE id = ?1 AND +tenant = ?2
        UNION ALL
        SELECT seq FROM audit_events WHERE id = ?1 AND +tenant = ?2
        """);

    private static readonly SqlText NextRow = new(
        """
        SELECT seq, us FROM (
            SELECT seq, us FROM (SELECT seq, recorded_us AS us FROM facts WHERE seq >= ?1 ORDER BY seq LIMIT 1)
            UNION ALL
            SELECT seq, us FROM (SELECT seq, ts_us AS us FROM audit_events WHERE seq >= ?1 ORDER BY seq LIMIT 1))
        ORDER BY seq LIMIT 1
        """);

    /// <summary>The lines after a number, oldest first.</summary>
    public IEnumerable<AuditEntry> Up(SqlSession session, AuditFilter filter, string tenant, long after) => filter.FactId is { } fact
        ? OfFact(session, fact, filter, tenant).Where(entry => entry.Seq > after)
        : Merge(Facts(session, FactsUp, filter, tenant, after), Events(session, EventsUp, filter, tenant, after), isDown: false);

    /// <summary>The lines before a number, newest first.</summary>
    public IEnumerable<AuditEntry> Down(SqlSession session, AuditFilter filter, string tenant, long before) => filter.FactId is { } fact
        ? OfFact(session, fact, filter, tenant).Where(entry => entry.Seq < before).Reverse()
        : Merge(Facts(session, FactsDown, filter, tenant, before), Events(session, filter.WithoutTraffic ? SeldomDown : EventsDown, filter, tenant, before), isDown: true);

    /// <summary>The number of a line, by its id.</summary>
    public long? FindSeq(SqlSession session, Guid id, string tenant)
    {
        using var row = session.Use(SeqOfId);
        return row.Bind(1, id).Bind(2, (long)tenants.NumberOf(tenant)).Step() ? row.GetInt64(0) : null;
    }

    /// <summary>The first number at or after a moment. Time grows with the sequence, so halving finds it.</summary>
    public long FirstSeqAt(SqlSession session, long microseconds)
    {
        var (low, high) = (1L, sequence.Head + 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            using var row = session.Use(NextRow);
            if (!row.Bind(1, middle).Step() || row.GetInt64(1) >= microseconds)
                high = middle;
            else
                low = row.GetInt64(0) + 1;
        }
        return low;
    }

    private static IEnumerable<AuditEntry> Merge(IEnumerable<AuditEntry> facts, IEnumerable<AuditEntry> events, bool isDown)
    {
        using var left = facts.GetEnumerator();
        using var right = events.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || left.Current.Seq < right.Current.Seq != isDown))
            {
                yield return left.Current;
                hasLeft = left.MoveNext();
            }
            else
            {
                yield return right.Current;
                hasRight = right.MoveNext();
            }
        }
    }

    /// <summary>What happened to one fact, oldest first; few rows, found by index.</summary>
    private List<AuditEntry> OfFact(SqlSession session, Guid fact, AuditFilter filter, string tenant)
    {
        List<AuditEntry> entries = [];
        using (var row = session.Use(FactById))
        {
            if (row.Bind(1, fact).Bind(2, (long)tenants.NumberOf(tenant)).Step())
                entries.Add(AuditEntry.Of(FactRow.Read(row, tenants.NameOf)));
        }
        using (var rows = session.Use(EventsOfFact))
        {
            rows.Bind(1, fact).Bind(2, (long)tenants.NumberOf(tenant));
            while (rows.Step())
                entries.Add(ReadEvent(rows));
        }
        return [.. entries.Where(filter.Matches).OrderBy(entry => entry.Seq)];
    }

    private IEnumerable<AuditEntry> Facts(SqlSession session, SqlText text, AuditFilter filter, string tenant, long boundary)
    {
        if (!filter.TakesFacts)
            yield break;
        using var rows = Bind(session.Use(text), filter, tenant, boundary);
        while (rows.Step())
            yield return AuditEntry.Of(FactRow.Read(rows, tenants.NameOf));
    }

    private IEnumerable<AuditEntry> Events(SqlSession session, SqlText text, AuditFilter filter, string tenant, long boundary)
    {
        if (!filter.TakesEvents)
            yield break;
        using var rows = Bind(session.Use(text), filter, tenant, boundary).Bind(7, filter.EventType);
        while (rows.Step())
            yield return ReadEvent(rows);
    }

    private SqlStatement Bind(SqlStatement rows, AuditFilter filter, string tenant, long boundary) => rows
        .Bind(1, boundary).Bind(2, (long)tenants.NumberOf(tenant)).Bind(3, filter.EntityUri).Bind(4, filter.OidcSub)
        .Bind(5, filter.Source).Bind(6, filter.Attested is { } attested ? (attested ? 1L : 0L) : null);

    private static AuditEntry ReadEvent(SqlStatement row) => new()
    {
        Seq = row.GetInt64(0),
        Id = row.GetGuid(1),
        EventType = row.GetString(2),
        Outcome = row.GetString(3),
        EntityUri = row.GetStringOrNull(4),
        OidcSub = row.GetStringOrNull(5),
        FactId = row.GetGuidOrNull(6),
        Source = row.GetString(7),
        AttestedKeyId = row.GetStringOrNull(8),
        Microseconds = row.GetInt64(9),
        DetailJson = row.GetStringOrNull(10),
        Hlc = row.GetInt64OrNull(11) is { } hlc ? Core.Clock.Hlc.FromPacked(hlc) : null,
    };
}
