using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Discovery;

/// <summary>The node's id: set by the operator, or made once and kept in the store.</summary>
internal sealed class NodeIdentity(IdentitySettings settings, IdSource ids) : IWriterState
{
    private const string MetaKey = "node_id";
    private static readonly SqlText Select = new("SELECT value FROM node_meta WHERE key = ?1");
    private static readonly SqlText Insert = new("INSERT OR IGNORE INTO node_meta (key, value) VALUES (?1, ?2)");

    private string _stored = "";

    /// <summary>The id.</summary>
    public string NodeId => settings.NodeId.Length > 0 ? settings.NodeId : _stored;

    public void Load(SqlSession session)
    {
        _stored = Read(session) ?? "";
        if (_stored.Length > 0 || settings.NodeId.Length > 0)
            return;
        using (var insert = session.Use(Insert))
            insert.Bind(1, MetaKey).Bind(2, $"stigmem:node:{ids.Next()}").Execute();
        _stored = Read(session)!;
    }

    public void Publish()
    {
        // The id never changes.
    }

    private static string? Read(SqlSession session)
    {
        using var row = session.Use(Select);
        return row.Bind(1, MetaKey).Step() ? row.GetString(0) : null;
    }
}
