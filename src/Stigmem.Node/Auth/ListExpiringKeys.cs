using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary><c>GET /v1/auth/keys/expiring-soon</c>: what an admin must rotate next (access contract, section 2).</summary>
internal sealed class ListExpiringKeys(KeyRegistry registry, AuthSettings settings, TimeProvider time)
{
    private const double MicrosecondsPerDay = 86_400_000_000;

    public static readonly Operation Operation = new("GET", "/v1/auth/keys/expiring-soon", "list_expiring_keys_v1_auth_keys_expiring_soon_get", "auth", "List keys that expire soon, soonest first")
    {
        Answer = typeof(ExpiringKeyInfo[]),
        Refusals = [403],
        Parameters = [new Parameter("within_days", "integer", "How far to look ahead, 1 to 365 days; by default STIGMEM_API_KEY_EXPIRING_SOON_DAYS, 30.")],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        var days = query.Integer("within_days", settings.ExpiringSoonDays, 1, 365);
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.Has(Permissions.Admin))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin permission required to list expiring API keys");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        return Reply.Ok<ExpiringKeyInfo[]>([.. registry.ExpiringWithin(TimeSpan.FromDays(days), call.Caller).Select(key => Record(key, now))]);
    }

    private static ExpiringKeyInfo Record(ApiKey key, long now) => new()
    {
        Id = key.Id.ToString(),
        EntityUri = key.EntityUri,
        Permissions = key.PermissionNames,
        Description = key.Description,
        CreatedAt = Instants.Format(key.CreatedMicroseconds),
        ExpiresAt = key.ExpiresAt,
        OidcSub = key.OidcSub,
        TenantId = key.Tenant,
        DaysRemaining = Math.Round((key.ExpiresMicroseconds!.Value - now) / MicrosecondsPerDay, 2),
    };
}
