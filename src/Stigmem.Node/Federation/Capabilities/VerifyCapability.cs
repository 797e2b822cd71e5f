using Microsoft.AspNetCore.Http;
using Stigmem.Core.Capabilities;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary><c>POST /v1/federation/capability-tokens/verify</c>: whether a token holds (federation contract, section 9).</summary>
internal sealed class VerifyCapability(SqlEngine engine, CapabilityVerifier verifier, CapabilityAudit audit)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/federation/capability-tokens/verify", "verify_capability_token_endpoint_v1_federation_capability_tokens_verify_post", "identity", "Check a capability token")
    {
        Dimension = Core.Quotas.QuotaDimension.FactRead,
        IsRead = true,
        Body = typeof(CapabilityVerifyRequest),
        Answer = typeof(CapabilityVerifyResponse),
        Refusals = [403],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var json = body.Object.RequiredText("token_json");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        var fault = CapabilityToken.TryParse(json, out var token) ? await verifier.JudgeAsync(token, call.Aborted) : CapabilityFault.Invalid;
        await engine.WriteAsync(session => Record(session, call.Caller, token, fault));
        return Reply.Ok(new CapabilityVerifyResponse { Valid = fault == CapabilityFault.None, Reason = fault == CapabilityFault.None ? null : fault.Reason() });
    }

    private bool Record(SqlSession session, Principal by, CapabilityToken? token, CapabilityFault fault)
    {
        if (token is null)
            audit.NoToken(session, by, fault.Reason());
        else if (fault == CapabilityFault.None)
            audit.Append(session, by, "capability_verified", token, "success");
        else
            audit.Append(session, by, "capability_rejected", token, "denied", ("reason", fault.Reason()));
        return true;
    }
}
