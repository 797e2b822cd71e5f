using Microsoft.AspNetCore.Http;
using Stigmem.Core.Capabilities;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Capabilities.Sql;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary><c>POST /v1/federation/capability-tokens/{token_id}/revoke</c>: its issuer or its subject ends a token (federation contract, section 9).</summary>
internal sealed class RevokeCapability(SqlEngine engine, NodeKey key, TransparencyLog log, ManifestStore clock, CapabilityAudit audit)
{
    private const string Prefix = "/v1/federation/capability-tokens/";

    public static readonly Operation Operation = new(
        "POST", Prefix + "{token_id}/revoke", "revoke_capability_token_v1_federation_capability_tokens__token_id__revoke_post", "identity", "Take a capability token back")
    {
        Dimension = Core.Quotas.QuotaDimension.TokenIssue,
        Body = typeof(CapabilityRevokeRequest),
        Answer = typeof(CapabilityRevokeResponse),
        Refusals = [403, 404, 409, 503],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var reason = body.Object.OptionalText("reason");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write) || call.Caller.Tenant != TenantId.Default)
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required, by a key of the node's own tenant");
        var tokenId = call.PathPart(Prefix, "/revoke");
        var revoked = await engine.WriteAsync(session => Revoke(session, call.Caller, tokenId, reason));
        return revoked.TryGet(out var answer, out var fault) ? Reply.Ok(answer) : Reply.Refuse(fault);
    }

    private Outcome<CapabilityRevokeResponse> Revoke(SqlSession session, Principal by, string tokenId, string? reason)
    {
        if (CapabilityRows.Find(session, tokenId) is not { } issued)
            return new Fault(FaultCode.NotFound, "capability token not found");
        if (!CapabilityRevocation.MayRevoke(issued.Token, by.EntityUri))
            return new Fault(FaultCode.NotOwner, "only the issuer or the subject of a token may revoke it");
        if (issued.RevokedAt is not null)
            return new Fault(FaultCode.Conflict, "capability token is already revoked");
        if (key.Signer is not { } signer)
            return new Fault(FaultCode.Unprocessable, "this node has no key to sign with; its operator can set STIGMEM_NODE_PRIVATE_KEY");
        if (clock.IsStrict && !log.IsOn)
            return new Fault(FaultCode.ServiceUnavailable, TransparencyLog.OffWarning);
        var revocation = new CapabilityRevocation(tokenId, by.EntityUri, Instants.Format(clock.Now), reason);
        var signature = revocation.Sign(signer);
        var entry = log.Append(session, Payload(revocation, signature));
        CapabilityRows.Revoke(session, revocation, signature);
        audit.Append(session, by, "capability_revoked", issued.Token, "success", ("revoked_at", revocation.RevokedAt));
        return new CapabilityRevokeResponse
        {
            TokenId = tokenId,
            RevokedAt = revocation.RevokedAt,
            Status = "revoked",
            TlWarning = entry is null ? TransparencyLog.OffWarning : null,
        };
    }

    private static byte[] Payload(CapabilityRevocation revocation, string signature) => CanonicalJson.WriteJcs(
    [
        new("reason", revocation.Reason), new("revoked_at", revocation.RevokedAt), new("revoked_by", revocation.RevokedBy),
        new("signature", signature), new("token_id", revocation.TokenId),
    ]);
}
