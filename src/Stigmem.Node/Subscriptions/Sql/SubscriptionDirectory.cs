using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>Subscriptions: in memory for every commit, in the store for good.</summary>
internal sealed class SubscriptionDirectory(TenantDirectory tenants) : IWriterState
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewChange();
    private volatile SubscriptionMap _current = SubscriptionMap.Empty;

    /// <summary>The committed subscriptions.</summary>
    public SubscriptionMap Current => _current;

    /// <summary>The subscriptions as the writer's turn has them.</summary>
    public SubscriptionMap Working { get; private set; } = SubscriptionMap.Empty;

    /// <summary>Completes when one comes or goes. Take it before looking at <see cref="Current"/>.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>Adds one that is told of facts from here on; in the writer's turn.</summary>
    public Subscription Add(SqlSession session, Subscription one)
    {
        var head = SubscriptionRows.Head(session);
        // Nobody followed the log while nobody wanted to know.
        if (Working.IsEmpty)
            SubscriptionRows.SetPosition(session, head);
        var added = SubscriptionRows.Add(session, one with { After = head }, tenants.Ensure(session, one.Tenant), Working.ChannelFor(one));
        Working = Working.With(added);
        return added;
    }

    /// <summary>Removes one; in the writer's turn.</summary>
    /// <returns>False if it is gone already.</returns>
    public bool Remove(SqlSession session, Subscription one)
    {
        if (!Working.All.ContainsKey(one.Number))
            return false;
        SubscriptionRows.Remove(session, one.Number);
        Working = Working.Without(one);
        return true;
    }

    public void Load(SqlSession session)
    {
        Working = SubscriptionRows.All(session, tenants.NameOf).Aggregate(SubscriptionMap.Empty, (map, one) => map.With(one));
        Publish();
    }

    public void Publish()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (ReferenceEquals(_current, Working))
                return;
            _current = Working;
            (changed, _changed) = (_changed, NewChange());
        }
        changed.SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
