using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Subscriptions;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary><c>POST /v1/subscriptions</c>: asks to be told (operations contract, section 9).</summary>
internal sealed class CreateSubscription(
    SqlEngine engine, SubscriptionDirectory directory, SubscriptionTarget targets, DeliveryAddress addresses, SubscriptionSettings settings, AuditLog audit,
    IdSource ids, TimeProvider time)
{
    private const int LongestTarget = 4_096;
    private const int LongestAddress = 2_048;
    private const int LongestKey = 256;
    private const int SecretBytes = 32;

    public static readonly Operation Operation = new(
        "POST", "/v1/subscriptions", "create_subscription_v1_subscriptions_post", "subscriptions", "Ask to be told of facts")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(SubscriptionCreateRequest),
        Answer = typeof(SubscriptionRecord),
        Refusals = [400, 403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var draft = Read(body, call.Caller);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!targets.Read(draft.Target, call.Caller).TryGet(out var target, out var fault))
            return Reply.Refuse(fault);
        if (draft.OnChange == ChangeAction.Webhook && !addresses.MayCall(draft.Address, out _))
            return Reply.Refuse(FaultCode.DeliveryAddressRefused, "a webhook is called at an https URL of a public address; see STIGMEM_SUBSCRIPTION_ALLOW_PRIVATE_TARGETS");
        draft = draft with { Target = target.Target, Kind = target.Kind, Garden = target.Garden };
        var made = await engine.WriteAsync(session => Add(session, draft, call.Caller));
        return made.TryGet(out var record, out fault) ? Reply.Created(record) : Reply.Refuse(fault);
    }

    /// <summary>Makes it, or finds the one that was made before: by the same key, whatever else is asked, or the same in all.</summary>
    private Outcome<SubscriptionRecord> Add(SqlSession session, Subscription draft, Principal caller)
    {
        var own = directory.Working.All.Values.Where(one => one.BelongsTo(caller)).ToList();
        var known = own.Find(one => draft.IdempotencyKey is not null && one.IdempotencyKey == draft.IdempotencyKey) ?? own.Find(draft.AsksForTheSame);
        if (known is not null)
            return SubscriptionAccess.Record(known, SubscriptionRows.StateOf(session, known.Number) ?? default);
        if (own.Count >= settings.MostOfOne)
            return new Fault(FaultCode.Conflict, $"at most {settings.MostOfOne} subscriptions a subscriber (STIGMEM_SUBSCRIPTION_MAX_PER_SUBSCRIBER)");
        var added = directory.Add(session, draft);
        audit.Append(
            session, caller, "subscription_create", ("subscription_id", added.Id.ToString()), ("target_kind", added.Kind.Name()), ("on_change", added.OnChange.Name()),
            ("host", added.OnChange == ChangeAction.Webhook ? new Uri(added.Address).Authority : null));
        return SubscriptionAccess.Record(added, default) with { Secret = added.Secret };
    }

    private Subscription Read(JsonBody body, Principal caller)
    {
        var json = body.Object;
        var target = json.RequiredText("target", 1, LongestTarget);
        var action = Action(body);
        var address = action == ChangeAction.Stream ? json.OptionalText("delivery_address") ?? "" : json.RequiredText("delivery_address", 1, LongestAddress);
        var key = json.OptionalText("idempotency_key");
        if (key?.Length > LongestKey)
            body.Errors.TooLong(json.At("idempotency_key"), LongestKey, "null");
        return new Subscription
        {
            Id = ids.Next(),
            Tenant = caller.Tenant,
            Subscriber = caller.EntityUri,
            Permissions = caller.Permissions,
            Scopes = caller.Scopes,
            Target = target,
            Kind = TargetKind.Entity,
            OnChange = action,
            Address = action == ChangeAction.Stream ? "" : address,
            IdempotencyKey = key,
            Filter = Filter(body),
            IncludesPeers = json.Flag("include_peers", false),
            Secret = action == ChangeAction.Webhook ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)) : null,
            CreatedMicroseconds = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000,
        };
    }

    private static ChangeAction Action(JsonBody body)
    {
        var name = body.Object.RequiredText("on_change");
        if (!SubscriptionNames.TryParse(name, out ChangeAction action) && body.Object.TryGet("on_change", out var sent) && ObjectReader.TryText(sent, out _))
            body.Errors.Add("literal_error", body.Object.At("on_change"), "Input should be 'webhook', 'wake' or 'stream'", ShapeErrors.Input(sent), """{"expected":"'webhook', 'wake' or 'stream'"}""");
        return action;
    }

    private static EventFilter Filter(JsonBody body)
    {
        var filter = default(EventFilter);
        if (!body.Object.TryGet("event_filter", out var sent) || sent.ValueKind == System.Text.Json.JsonValueKind.Null)
            return filter;
        var names = body.Object.Texts("event_filter", []);
        if (names.Count == 0 && !body.Errors.Any)
            body.Errors.Add("too_short", body.Object.At("event_filter"), "List should have at least 1 item after validation, not 0", ShapeErrors.Input(sent));
        foreach (var name in names)
        {
            if (SubscriptionNames.TryParse(name, out EventKind kind))
                filter = filter.With(kind);
            else
                body.Errors.Add("literal_error", body.Object.At("event_filter"), "Input should be 'contradiction_detected', 'fact_assert' or 'fact_retract'", ShapeErrors.Input(sent), """{"expected":"'contradiction_detected', 'fact_assert' or 'fact_retract'"}""");
        }
        return filter;
    }
}
