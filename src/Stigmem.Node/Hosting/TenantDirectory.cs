using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stigmem.Core.Tenants;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Hosting;

/// <summary>Names and numbers of tenants. Few and never removed, so all are in memory.</summary>
internal sealed class TenantDirectory : IWriterState
{
    /// <summary>The number of tenant <c>default</c>.</summary>
    public const int DefaultNumber = 1;

    private static readonly SqlText SelectAll = new("SELECT id, name FROM tenants");
    private static readonly SqlText Insert = new("INSERT INTO tenants (id, name) VALUES (?1, ?2)");

    private ImmutableDictionary<string, int> _working = ImmutableDictionary<string, int>.Empty;
    private volatile ImmutableDictionary<string, int> _current = ImmutableDictionary<string, int>.Empty;
    private readonly ConcurrentDictionary<int, string> _names = [];

    /// <summary>How many tenants there are; in the writer's turn.</summary>
    public int Count => _working.Count;

    /// <summary>The number of a tenant, or 0 when nothing was ever written for it.</summary>
    public int NumberOf(string tenant) => tenant == TenantId.Default ? DefaultNumber : _current.GetValueOrDefault(tenant);

    /// <summary>Names and numbers of all committed tenants.</summary>
    public IReadOnlyDictionary<string, int> All => _current.SetItem(TenantId.Default, DefaultNumber);

    /// <summary>The name behind a number.</summary>
    public string NameOf(int number) => number == DefaultNumber ? TenantId.Default : _names[number];

    /// <summary>The number of a tenant, given out now if it has none; in the writer's turn.</summary>
    public int Ensure(SqlSession session, string tenant)
    {
        if (tenant == TenantId.Default)
            return DefaultNumber;
        if (_working.TryGetValue(tenant, out var number))
            return number;
        number = _working.Count + 1;
        using (var insert = session.Use(Insert))
            insert.Bind(1, (long)number).Bind(2, tenant).Execute();
        _names[number] = tenant;
        _working = _working.Add(tenant, number);
        return number;
    }

    public void Load(SqlSession session)
    {
        var all = ImmutableDictionary.CreateBuilder<string, int>();
        using (var rows = session.Use(SelectAll))
        {
            while (rows.Step())
            {
                all.Add(rows.GetString(1), (int)rows.GetInt64(0));
                _names[(int)rows.GetInt64(0)] = rows.GetString(1);
            }
        }
        _working = all.ToImmutable();
        Publish();
    }

    public void Publish() => _current = _working;
}
