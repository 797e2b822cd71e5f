using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary><c>GET /v1/me</c>: who the key makes the caller (access contract, section 2).</summary>
internal sealed class GetMe
{
    public static readonly Operation Operation = new("GET", "/v1/me", "whoami_v1_me_get", "auth", "Who the key makes the caller")
    {
        Answer = typeof(WhoAmI),
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Reply.Ok(new WhoAmI
    {
        EntityUri = call.Caller.EntityUri,
        Permissions = PermissionNames.Names(call.Caller.Permissions),
        OidcSub = call.Caller.OidcSub,
        TenantId = call.Caller.Tenant,
        AllowedScopes = call.Caller.Scopes.Names(),
    }));
}
