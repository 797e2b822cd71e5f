using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;

namespace Stigmem.Node.Aliases;

/// <summary>
/// Who may redirect a name. An alias rewrites every later assert and query of the tenant, so a writer may take only
/// names that nobody else uses; the reasons stand in decision 0010.
/// </summary>
internal sealed class AliasRules(AliasDirectory aliases, RawUriUse use, KeyDirectory keys)
{
    /// <summary>Whether both names may take part at all: those that only the node writes are for admins.</summary>
    public static Fault? RefuseNames(Principal caller, string rawUri, string canonicalUri) =>
        !caller.Has(Permissions.Admin) && (IsReserved(rawUri) || IsReserved(canonicalUri))
            ? new Fault(FaultCode.ReservedName, "names that the node itself writes cannot be aliased")
            : null;

    /// <summary>Why the alias cannot be put now, or null; in the writer's turn.</summary>
    public Fault? RefusePut(SqlSession session, Principal caller, string rawUri, string canonicalUri)
    {
        var map = aliases.Working;
        if (map.ByRaw.TryGetValue((caller.Tenant, canonicalUri), out var further))
            return new Fault(FaultCode.Conflict, $"canonical_uri is itself an alias; use '{further.CanonicalUri}'");
        if (map.RawsOf.TryGetValue((caller.Tenant, rawUri), out var pointing))
            return new Fault(FaultCode.Conflict, $"raw_uri is what other aliases stand for; change '{pointing[0]}' first");
        if (caller.IsGardenAdmin)
            return null;
        if (map.ByRaw.TryGetValue((caller.Tenant, rawUri), out var present) && present.CreatedBy != caller.EntityUri)
            return new Fault(FaultCode.NotOwner, "the alias belongs to another entity; only an admin may replace it");
        return rawUri != caller.EntityUri && IsSomebodyElses(session, caller, rawUri)
            ? new Fault(FaultCode.NotOwner, "raw_uri is in use by others; only an admin may redirect it")
            : null;
    }

    private bool IsSomebodyElses(SqlSession session, Principal caller, string rawUri) =>
        use.ByOthers(session, caller, rawUri)
        || keys.Working.Values.Any(key => key.EntityUri == rawUri && key.Principal!.Tenant == caller.Tenant);

    private static bool IsReserved(string uri) => Relations.IsReserved(uri, "", uri);
}
