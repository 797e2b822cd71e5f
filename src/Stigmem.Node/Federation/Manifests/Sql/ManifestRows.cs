using System.Text.Json;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Manifests;

namespace Stigmem.Node.Federation.Manifests.Sql;

/// <summary>The manifests that were accepted.</summary>
internal static class ManifestRows
{
    private static readonly SqlText Select = new("SELECT body, log_index FROM manifests WHERE entity_uri = ?1");
    private static readonly SqlText Upsert = new(
        """
        INSERT INTO manifests (entity_uri, body, proof, log_index, stored_us) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (entity_uri) DO UPDATE SET body = ?2, proof = ?3, log_index = ?4, stored_us = ?5
        """);

    /// <summary>The newest accepted manifest of an organisation, expired or not; null if none was.</summary>
    public static StoredManifest? Find(SqlSession session, string entityUri)
    {
        using var row = session.Use(Select);
        return row.Bind(1, entityUri).Step()
            ? new StoredManifest(JsonSerializer.Deserialize(row.GetBytes(0), WireType<ManifestRecord>.Info)!.ToDomain(), row.GetInt64OrNull(1))
            : null;
    }

    /// <summary>Takes the place of the one before; in the writer's turn.</summary>
    public static void Put(SqlSession session, StoredManifest stored, string proof, long microseconds)
    {
        using var upsert = session.Use(Upsert);
        upsert.Bind(1, stored.Manifest.EntityUri).Bind(2, JsonSerializer.Serialize(stored.Manifest.ToWire(null), WireType<ManifestRecord>.Info))
            .Bind(3, proof).Bind(4, stored.LogIndex).Bind(5, microseconds).Execute();
    }
}
