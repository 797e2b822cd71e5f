using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary><c>GET /v1/auth/keys</c>: the caller's own keys that still work (access contract, section 2).</summary>
internal sealed class ListKeys(KeyRegistry registry)
{
    public static readonly Operation Operation = new("GET", "/v1/auth/keys", "list_keys_v1_auth_keys_get", "auth", "List the caller's own keys, newest first")
    {
        Answer = typeof(KeyInfo[]),
    };

    public ValueTask<IResult> Handle(Call call) =>
        ValueTask.FromResult(Reply.Ok<KeyInfo[]>([.. registry.OwnedBy(call.Caller).Select(Record)]));

    private static KeyInfo Record(ApiKey key) => new()
    {
        Id = key.Id.ToString(),
        EntityUri = key.EntityUri,
        Permissions = key.PermissionNames,
        Description = key.Description,
        CreatedAt = Instants.Format(key.CreatedMicroseconds),
        ExpiresAt = key.ExpiresAt,
        OidcSub = key.OidcSub,
        AllowedScopes = key.Scopes.Names(),
    };
}
