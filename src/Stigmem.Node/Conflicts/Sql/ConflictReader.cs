using Stigmem.Core.Paging;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Conflicts.Sql;

/// <summary>Finds conflict records. Who may see them follows from their two facts.</summary>
internal sealed class ConflictReader(TenantDirectory tenants)
{
    private const string Columns = "id, newer_seq, older_seq, resolved, resolved_by, detected_us";

    private static readonly SqlText SelectOne = new($"SELECT {Columns} FROM conflicts WHERE id = ?1 AND tenant = ?2");
    private static readonly SqlText SelectPage = new(
        $"""
        SELECT {Columns} FROM conflicts
        WHERE tenant = ?1 AND (?2 IS NULL OR resolved = ?2) AND detected_us <= ?3 AND (detected_us < ?3 OR id < ?4)
        ORDER BY detected_us DESC, id DESC
        """);

    public StoredConflict? Find(SqlSession session, Guid id, string tenant)
    {
        using var row = session.Use(SelectOne);
        return row.Bind(1, id).Bind(2, (long)tenants.NumberOf(tenant)).Step() ? Read(row) : null;
    }

    /// <summary>Conflicts of a tenant, newest first, from a cursor on; the caller stops when it has enough.</summary>
    public IEnumerable<StoredConflict> Walk(SqlSession session, string tenant, bool? resolved, KeysetCursor? cursor)
    {
        using var rows = session.Use(SelectPage);
        rows.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, resolved is { } wanted ? (wanted ? 1L : 0L) : null)
            .Bind(3, cursor?.Microseconds ?? long.MaxValue).Bind(4, cursor?.Id ?? Guid.AllBitsSet);
        while (rows.Step())
            yield return Read(rows);
    }

    private static StoredConflict Read(SqlStatement row) =>
        new(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) != 0, row.GetStringOrNull(4), row.GetInt64(5));
}
