using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary><c>DELETE /v1/auth/keys/{key_id}</c>: its holder or an admin ends a key (access contract, section 2).</summary>
internal sealed class RevokeKey(KeyRegistry registry)
{
    public static readonly Operation Operation = new("DELETE", "/v1/auth/keys/{key_id}", "revoke_key_v1_auth_keys__key_id__delete", "auth", "Revoke a key")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!Guid.TryParse(call.PathPart("/v1/auth/keys/"), out var id))
            return Reply.Refuse(FaultCode.NotFound, "Key not found");
        return (await registry.RevokeAsync(id, call.Caller)).TryGet(out _, out var fault) ? Reply.NoContent : Reply.Refuse(fault);
    }
}
