using System.Collections.Immutable;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Gardens.Sql;

/// <summary>Gardens and their members: in memory for readers, in the store for good.</summary>
internal sealed class GardenDirectory(TenantDirectory tenants) : IWriterState
{
    private static readonly SqlText SelectGardens = new(
        "SELECT id, tenant, slug, name, scope, description, created_by, created_us, quarantine, deleted_us FROM gardens");

    private static readonly SqlText SelectMembers = new("SELECT garden, entity_uri, role, added_by, added_us FROM garden_members");
    private static readonly SqlText InsertGarden = new(
        """
        INSERT INTO gardens (id, tenant, slug, name, scope, description, created_by, created_us, quarantine)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """);

    private static readonly SqlText MarkDeleted = new("UPDATE gardens SET deleted_us = ?2 WHERE id = ?1");
    private static readonly SqlText UpsertMember = new(
        """
        INSERT INTO garden_members (garden, entity_uri, role, added_by, added_us) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (garden, entity_uri) DO UPDATE SET role = excluded.role
        """);

    private static readonly SqlText DeleteMember = new("DELETE FROM garden_members WHERE garden = ?1 AND entity_uri = ?2");

    private volatile GardenMap _current = GardenMap.Empty;

    /// <summary>The committed gardens.</summary>
    public GardenMap Current => _current;

    /// <summary>The gardens as the writer's turn has them.</summary>
    public GardenMap Working { get; private set; } = GardenMap.Empty;

    public void Create(SqlSession session, Garden garden)
    {
        using (var insert = session.Use(InsertGarden))
        {
            insert.Bind(1, garden.Id).Bind(2, (long)tenants.Ensure(session, garden.Tenant)).Bind(3, garden.Slug).Bind(4, garden.Name)
                .Bind(5, (long)garden.Scope).Bind(6, garden.Description).Bind(7, garden.CreatedBy).Bind(8, garden.CreatedMicroseconds)
                .Bind(9, garden.IsQuarantine ? 1L : 0L).Execute();
        }
        Working = Working.With(garden with { Members = ImmutableDictionary<string, GardenMember>.Empty });
        foreach (var member in garden.Members.Values)
            PutMember(session, garden.Id, member);
    }

    public void Delete(SqlSession session, Garden garden, long atMicroseconds)
    {
        using (var update = session.Use(MarkDeleted))
            update.Bind(1, garden.Id).Bind(2, atMicroseconds).Execute();
        Working = Working.With(garden with { IsDeleted = true });
    }

    public void PutMember(SqlSession session, Guid garden, GardenMember member)
    {
        using (var upsert = session.Use(UpsertMember))
        {
            upsert.Bind(1, garden).Bind(2, member.EntityUri).Bind(3, (long)member.Role).Bind(4, member.AddedBy)
                .Bind(5, member.AddedMicroseconds).Execute();
        }
        var known = Working.ById[garden];
        Working = Working.With(known with { Members = known.Members.SetItem(member.EntityUri, member) });
    }

    public void RemoveMember(SqlSession session, Guid garden, string entityUri)
    {
        using (var delete = session.Use(DeleteMember))
            delete.Bind(1, garden).Bind(2, entityUri).Execute();
        var known = Working.ById[garden];
        Working = Working.With(known with { Members = known.Members.Remove(entityUri) });
    }

    public void Load(SqlSession session)
    {
        var map = GardenMap.Empty;
        using (var rows = session.Use(SelectGardens))
        {
            while (rows.Step())
                map = map.With(ReadGarden(rows));
        }
        using (var rows = session.Use(SelectMembers))
        {
            while (rows.Step())
            {
                var garden = map.ById[rows.GetGuid(0)];
                var member = new GardenMember(rows.GetString(1), (GardenRole)rows.GetInt64(2), rows.GetString(3), rows.GetInt64(4));
                map = map.With(garden with { Members = garden.Members.SetItem(member.EntityUri, member) });
            }
        }
        Working = map;
        Publish();
    }

    public void Publish() => _current = Working;

    private Garden ReadGarden(SqlStatement row) => new(
        row.GetGuid(0), tenants.NameOf((int)row.GetInt64(1)), row.GetString(2), row.GetString(3), (FactScope)row.GetInt64(4),
        row.GetStringOrNull(5), row.GetString(6), row.GetInt64(7), row.GetInt64(8) != 0, !row.IsNull(9),
        ImmutableDictionary<string, GardenMember>.Empty);
}
