using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Aliases;

namespace Stigmem.Node.Aliases;

/// <summary><c>POST /v1/aliases</c>: lets one name stand for another (operations contract, section 5).</summary>
internal sealed class CreateAlias(SqlEngine engine, AliasDirectory aliases, AliasRules rules, AuditLog audit, CommitSequence sequence, EntityNaming naming)
{
    public static readonly Operation Operation = new("POST", "/v1/aliases", "create_alias_v1_aliases_post", "aliases", "Create or replace an alias")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(AliasRequest),
        Answer = typeof(AliasRecord),
        Refusals = [400, 403, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var sentRaw = body.Object.RequiredText("raw_uri");
        var sentCanonical = body.Object.RequiredText("canonical_uri");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        if (!naming.Normalize(sentRaw).TryGet(out var raw, out var fault) || !naming.Normalize(sentCanonical).TryGet(out var canonical, out fault))
            return Reply.Refuse(FaultCode.InvalidEntityUri, fault.Message);
        if (raw == canonical)
            return Reply.Refuse(FaultCode.BadRequest, $"raw_uri and canonical_uri must differ after normalization: '{raw}'");
        if (AliasRules.RefuseNames(call.Caller, raw, canonical) is { } reserved)
            return Reply.Refuse(reserved);
        var outcome = await engine.WriteAsync(session => Put(session, call.Caller, raw, canonical));
        return outcome.TryGet(out var alias, out fault) ? Reply.Created(alias.ToRecord()) : Reply.Refuse(fault);
    }

    private Outcome<EntityAlias> Put(SqlSession session, Principal caller, string raw, string canonical)
    {
        if (rules.RefusePut(session, caller, raw, canonical) is { } refusal)
            return refusal;
        var previous = aliases.Working.ByRaw.GetValueOrDefault((caller.Tenant, raw));
        var alias = new EntityAlias(caller.Tenant, raw, canonical, EntityAlias.UserKind, caller.EntityUri, sequence.NextTimestamp());
        aliases.Put(session, alias);
        audit.Append(
            session, caller, "alias_create",
            ("raw_uri", raw), ("canonical_uri", canonical), ("previous_canonical_uri", previous?.CanonicalUri), ("previous_kind", previous?.Kind));
        return alias;
    }
}
