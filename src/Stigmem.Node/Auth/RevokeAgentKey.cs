using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary><c>DELETE /v1/auth/agent-keys/{key_id}</c>: no further assert is signed under it (access contract, section 2).</summary>
internal sealed class RevokeAgentKey(AgentKeyRegistry registry)
{
    public static readonly Operation Operation = new("DELETE", "/v1/auth/agent-keys/{key_id}", "revoke_agent_key_v1_auth_agent_keys__key_id__delete", "auth", "Revoke a public key")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!Guid.TryParse(call.PathPart("/v1/auth/agent-keys/"), out var id))
            return Reply.Refuse(FaultCode.NotFound, "agent key not found");
        return (await registry.RevokeAsync(id, call.Caller)).TryGet(out _, out var fault) ? Reply.NoContent : Reply.Refuse(fault);
    }
}
