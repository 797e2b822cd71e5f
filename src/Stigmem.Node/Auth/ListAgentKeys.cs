using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary><c>GET /v1/auth/agent-keys</c>: the caller's own public keys (access contract, section 2).</summary>
internal sealed class ListAgentKeys(AgentKeyRegistry registry)
{
    public static readonly Operation Operation = new("GET", "/v1/auth/agent-keys", "list_agent_keys_v1_auth_agent_keys_get", "auth", "List the caller's own public keys, newest first")
    {
        Answer = typeof(AgentKeyRecord[]),
    };

    public ValueTask<IResult> Handle(Call call) =>
        ValueTask.FromResult(Reply.Ok<AgentKeyRecord[]>([.. registry.OwnedBy(call.Caller).Select(AgentKeyRecords.Record)]));
}
