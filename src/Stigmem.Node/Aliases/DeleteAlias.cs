using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Aliases;

/// <summary><c>DELETE /v1/aliases/{raw_uri}</c>: a name stands for itself again.</summary>
internal sealed class DeleteAlias(SqlEngine engine, AliasDirectory aliases, AuditLog audit, EntityNaming naming)
{
    public static readonly Operation Operation = new(
        "DELETE", "/v1/aliases/{**raw_uri}", "delete_alias_v1_aliases__raw_uri__delete", "aliases", "Delete an alias")
    {
        Success = StatusCodes.Status204NoContent,
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        var rawUri = call.PathPart("/v1/aliases/");
        var outcome = await engine.WriteAsync(session => Delete(session, call.Caller, rawUri));
        return outcome.TryGet(out _, out var fault) ? Reply.NoContent : Reply.Refuse(fault);
    }

    private Outcome<EntityAlias> Delete(SqlSession session, Principal caller, string rawUri)
    {
        if (Find(caller.Tenant, rawUri) is not { } alias)
            return new Fault(FaultCode.NotFound, "alias not found");
        if (alias.Kind == EntityAlias.MigrationKind)
            return new Fault(FaultCode.NotOwner, "migration aliases are managed by the migration sweep and cannot be deleted via API");
        if (!caller.IsGardenAdmin && alias.CreatedBy != caller.EntityUri)
            return new Fault(FaultCode.NotOwner, "the alias belongs to another entity; only an admin may delete it");
        aliases.Remove(session, caller.Tenant, alias.RawUri);
        audit.Append(session, caller, "alias_delete", ("raw_uri", alias.RawUri), ("canonical_uri", alias.CanonicalUri));
        return alias;
    }

    /// <summary>As stored, or as a request to create it would have stored it.</summary>
    private EntityAlias? Find(string tenant, string rawUri) =>
        aliases.Working.ByRaw.GetValueOrDefault((tenant, rawUri))
        ?? (naming.Normalize(rawUri).TryGet(out var normalized, out _) ? aliases.Working.ByRaw.GetValueOrDefault((tenant, normalized)) : null);
}
