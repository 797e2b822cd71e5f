using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Capabilities;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Capabilities.Sql;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary><c>POST /v1/federation/capability-tokens</c>: an organisation lets one of its entities do something (federation contract, section 9).</summary>
internal sealed class IssueCapability(SqlEngine engine, ManifestResolver manifests, ManifestStore clock, NodeKey key, CapabilityAudit audit, IdSource ids)
{
    private const int NonceBytes = 32;

    public static readonly Operation Operation = new(
        "POST", "/v1/federation/capability-tokens", "issue_capability_token_v1_federation_capability_tokens_post", "identity", "Issue a capability token")
    {
        Success = StatusCodes.Status201Created,
        Dimension = Core.Quotas.QuotaDimension.TokenIssue,
        Body = typeof(CapabilityIssueRequest),
        Answer = typeof(CapabilityIssueResponse),
        Refusals = [403],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var grant = Read(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write) || call.Caller.Tenant != TenantId.Default)
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required, by a key of the node's own tenant");
        if (key.Signer is not { } signer)
            return Reply.Refuse(FaultCode.Unprocessable, "this node has no key to sign with; its operator can set STIGMEM_NODE_PRIVATE_KEY");
        var manifest = grant.Issuer == call.Caller.EntityUri ? await manifests.ResolveAsync(grant.Issuer, call.Aborted) : null;
        var issued = CapabilityIssuer.Issue(
            grant, call.Caller.EntityUri, manifest?.Manifest, signer, ids.Next().ToString(),
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes)), clock.Now);
        if (!issued.TryGet(out var token, out var fault))
            return Reply.Refuse(fault);
        return Reply.Created(await engine.WriteAsync(session => Keep(session, token, call.Caller)));
    }

    private static CapabilityGrant Read(ObjectReader json)
    {
        const double byDefault = 3_600;
        var (issuer, subject) = (json.RequiredText("issuer", 1), json.RequiredText("subject", 1));
        var (verb, @object) = (json.RequiredText("verb", 1), json.RequiredText("object", 1));
        var seconds = json.Number("ttl_seconds", byDefault, 1, CapabilityIssuer.LongestTtlSeconds);
        return new CapabilityGrant(issuer, subject, verb, @object, (long)seconds);
    }

    private CapabilityIssueResponse Keep(SqlSession session, CapabilityToken token, Principal by)
    {
        CapabilityRows.Add(session, token, Instants.TryParse(token.Expiry, out var expiry) ? expiry : 0);
        audit.Append(session, by, "capability_issued", token, "success", ("expiry", token.Expiry));
        return new CapabilityIssueResponse
        {
            TokenId = token.TokenId,
            Issuer = token.Issuer,
            Subject = token.Subject,
            Verb = token.Verb,
            Object = token.Object,
            IssuedAt = token.IssuedAt,
            Expiry = token.Expiry,
            Nonce = token.Nonce,
            TokenJson = token.ToJson(),
        };
    }
}
