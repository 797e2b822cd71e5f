using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Aliases;

namespace Stigmem.Node.Aliases;

/// <summary><c>GET /v1/aliases</c>: the names of the tenant that stand for others, newest first.</summary>
internal sealed class ListAliases(AliasDirectory aliases)
{
    public static readonly Operation Operation = new("GET", "/v1/aliases", "list_aliases_v1_aliases_get", "aliases", "List aliases")
    {
        Answer = typeof(IReadOnlyList<AliasRecord>),
        Refusals = [400, 403],
        Parameters =
        [
            new("kind", "string", "user or migration."),
            new("canonical_uri", "string", "Only aliases of this URI, exactly."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var parameters = call.Query();
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        var kind = parameters.Text("kind");
        if (kind is not (null or EntityAlias.UserKind or EntityAlias.MigrationKind))
            return Reply.Refuse(FaultCode.BadRequest, "kind must be one of ['migration', 'user']");
        var canonical = parameters.Text("canonical_uri");
        return Reply.Ok<IReadOnlyList<AliasRecord>>(
        [
            .. aliases.Current.ByRaw.Values
                .Where(alias => alias.Tenant == call.Caller.Tenant)
                .Where(alias => (kind is null || alias.Kind == kind) && (canonical is null || alias.CanonicalUri == canonical))
                .OrderByDescending(alias => alias.CreatedMicroseconds).ThenBy(alias => alias.RawUri, StringComparer.Ordinal)
                .Select(alias => alias.ToRecord()),
        ]);
    }
}
