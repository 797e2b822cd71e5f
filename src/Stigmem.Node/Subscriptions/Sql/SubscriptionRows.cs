using Stigmem.Core.Subscriptions;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>The rows of subscriptions. Every method that takes the writer's session belongs to its turn.</summary>
internal static class SubscriptionRows
{
    private const string Columns =
        """
        number, id, tenant, subscriber, permissions, scopes, target, target_kind, garden, on_change, delivery_address, idempotency_key,
        event_filter, include_peers, secret, created_us, after_seq, coalesce(channel, number)
        """;

    private const string StateColumns = "delivered_seq, last_delivered_us, failures, circuit_open, due_us";
    private static readonly SqlText SelectAll = new($"SELECT {Columns} FROM subscriptions ORDER BY number");
    private static readonly SqlText SelectState = new($"SELECT {StateColumns} FROM subscriptions WHERE number = ?1");
    private static readonly SqlText SelectHead = new("SELECT coalesce(max(seq), 0) FROM facts");
    private static readonly SqlText Insert = new(
        """
        INSERT INTO subscriptions (id, tenant, subscriber, permissions, scopes, target, target_kind, garden, on_change, delivery_address,
                                   idempotency_key, event_filter, include_peers, secret, created_us, after_seq, delivered_seq, channel)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16, ?17) RETURNING number, coalesce(channel, number)
        """);

    private static readonly SqlText Delete = new("DELETE FROM subscriptions WHERE number = ?1");
    private static readonly SqlText UpdateState = new(
        "UPDATE subscriptions SET delivered_seq = ?2, last_delivered_us = ?3, failures = ?4, circuit_open = ?5, due_us = ?6 WHERE number = ?1");

    private static readonly SqlText SelectPosition = new("SELECT position FROM subscription_progress");
    private static readonly SqlText UpdatePosition = new("UPDATE subscription_progress SET position = ?1");

    /// <summary>All subscriptions.</summary>
    public static List<Subscription> All(SqlSession session, Func<int, string> tenantName)
    {
        List<Subscription> all = [];
        using var rows = session.Use(SelectAll);
        while (rows.Step())
            all.Add(Read(rows, tenantName));
        return all;
    }

    /// <summary>How deliveries go; null when there is no such subscription.</summary>
    public static DeliveryState? StateOf(SqlSession session, long number)
    {
        using var row = session.Use(SelectState);
        return row.Bind(1, number).Step()
            ? new DeliveryState(row.GetInt64(0), row.GetInt64OrNull(1), (int)row.GetInt64(2), row.GetInt64(3) != 0, row.GetInt64(4))
            : null;
    }

    /// <summary>Writes how deliveries go.</summary>
    public static void SetState(SqlSession session, long number, in DeliveryState state)
    {
        using var update = session.Use(UpdateState);
        update.Bind(1, number).Bind(2, state.Done).Bind(3, state.LastMicroseconds).Bind(4, (long)state.Failures).Bind(5, state.IsOpen ? 1L : 0L)
            .Bind(6, state.DueMicroseconds).Execute();
    }

    /// <summary>The newest fact of the log.</summary>
    public static long Head(SqlSession session)
    {
        using var row = session.Use(SelectHead);
        row.Step();
        return row.GetInt64(0);
    }

    /// <summary>How far the log has been turned into events.</summary>
    public static long Position(SqlSession session)
    {
        using var row = session.Use(SelectPosition);
        row.Step();
        return row.GetInt64(0);
    }

    /// <summary>Keeps how far the log has been turned into events.</summary>
    public static void SetPosition(SqlSession session, long position)
    {
        using var update = session.Use(UpdatePosition);
        update.Bind(1, position).Execute();
    }

    /// <summary>Stores a subscription and gives it its number.</summary>
    /// <param name="session">The writer's.</param>
    /// <param name="one">The subscription.</param>
    /// <param name="tenant">The number of its tenant.</param>
    /// <param name="channel">The channel of those that ask for the same; null opens one.</param>
    public static Subscription Add(SqlSession session, Subscription one, int tenant, long? channel)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, one.Id).Bind(2, (long)tenant).Bind(3, one.Subscriber).Bind(4, (long)one.Permissions).Bind(5, (long)one.Scopes.Bits)
            .Bind(6, one.Target).Bind(7, (long)one.Kind).Bind(8, one.Garden).Bind(9, (long)one.OnChange).Bind(10, one.Address)
            .Bind(11, one.IdempotencyKey).Bind(12, (long)one.Filter.Bits).Bind(13, one.IncludesPeers ? 1L : 0L).Bind(14, one.Secret)
            .Bind(15, one.CreatedMicroseconds).Bind(16, one.After).Bind(17, channel).Step();
        return one with { Number = insert.GetInt64(0), Channel = insert.GetInt64(1) };
    }

    /// <summary>Removes a subscription; its events go later, in small parts.</summary>
    public static void Remove(SqlSession session, long number)
    {
        using var delete = session.Use(Delete);
        delete.Bind(1, number).Execute();
    }

    private static Subscription Read(SqlStatement row, Func<int, string> tenantName) => new()
    {
        Number = row.GetInt64(0),
        Id = row.GetGuid(1),
        Tenant = tenantName((int)row.GetInt64(2)),
        Subscriber = row.GetString(3),
        Permissions = (Permissions)row.GetInt64(4),
        Scopes = new ScopeSet((byte)row.GetInt64(5)),
        Target = row.GetString(6),
        Kind = (TargetKind)row.GetInt64(7),
        Garden = row.GetGuidOrNull(8),
        OnChange = (ChangeAction)row.GetInt64(9),
        Address = row.GetString(10),
        IdempotencyKey = row.GetStringOrNull(11),
        Filter = new EventFilter((int)row.GetInt64(12)),
        IncludesPeers = row.GetInt64(13) != 0,
        Secret = row.GetStringOrNull(14),
        CreatedMicroseconds = row.GetInt64(15),
        After = row.GetInt64(16),
        Channel = row.GetInt64(17),
    };
}
