using Stigmem.Core.Facts;
using Stigmem.Core.Subscriptions;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary>
/// Says of a fact what those who look may know at this very moment. The event does not keep it: a fact that went into quarantine, or
/// a member who left, counts as soon as it happened.
/// </summary>
internal sealed class EventPresenter(SqlEngine engine, FactReader reader, SubscriberRights rights, FactIntegrity integrity, FactPresenter presenter)
{
    /// <summary>What an event tells to whom looks.</summary>
    public SubscriptionPayload Present(SubscriptionEvent happened, IReadOnlyList<Principal> viewers) => Present([happened], viewers)[0];

    /// <summary>What events tell to whom looks.</summary>
    public IReadOnlyList<SubscriptionPayload> Present(IReadOnlyList<SubscriptionEvent> events, IReadOnlyList<Principal> viewers)
    {
        using var lease = engine.Read();
        var session = lease.Session;
        return [.. events.Select(happened => Present(session, happened, viewers))];
    }

    private SubscriptionPayload Present(SqlSession session, SubscriptionEvent happened, IReadOnlyList<Principal> viewers)
    {
        var fact = reader.Find(session, happened.Fact);
        var other = happened.Other is { } seq ? reader.Find(session, seq) : null;
        if (fact is null)
            return new SubscriptionPayload { Redacted = true };
        var viewer = viewers.FirstOrDefault(one => rights.Shows(one, fact, other));
        return viewer is null || !integrity.Holds(fact) ? Redacted(fact) : Shown(happened, fact, other, viewer);
    }

    /// <summary>What travels to the subscriber.</summary>
    public static SubscriptionDelivery Delivery(Subscription one, SubscriptionEvent happened, SubscriptionPayload payload)
    {
        var id = EventId.Of(one.Id, happened.Place).ToString();
        return new SubscriptionDelivery
        {
            EventId = id, IdempotencyKey = id, SubscriptionId = one.Id.ToString(), EventType = happened.Kind.Name(), Fact = payload,
        };
    }

    private SubscriptionPayload Shown(SubscriptionEvent happened, StoredFact fact, StoredFact? other, Principal viewer)
    {
        var record = presenter.Read(fact, viewer, contradicted: false, out var isTrusted);
        if (!isTrusted || record.SanitizerRedacted)
            return Redacted(fact);
        var isText = fact.Value.Type is FactValueType.String or FactValueType.Text;
        return new SubscriptionPayload
        {
            Id = record.Id,
            Entity = fact.Entity,
            Relation = fact.Relation,
            ValueType = record.Value.Type,
            ValueV = isText ? record.Value.V.Text : fact.Value.Text,
            Source = fact.Source,
            Timestamp = record.Timestamp,
            Scope = record.Scope,
            Confidence = fact.Confidence,
            GardenId = record.GardenId,
            SanitizerWarnings = record.SanitizerWarnings,
            ConflictId = happened.Kind == EventKind.ContradictionDetected && other is not null ? Contradiction.ConflictId(fact.Id, other.Id) : null,
            Contradicts = happened.Kind == EventKind.ContradictionDetected ? other?.Id.ToString() : null,
        };
    }

    private static SubscriptionPayload Redacted(StoredFact fact) => new() { FactId = fact.Id.ToString(), Redacted = true };
}
