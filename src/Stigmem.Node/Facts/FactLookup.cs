using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;

namespace Stigmem.Node.Facts;

/// <summary>Finds the fact that a path names, by id or content id, and says no the way the contract does (rulings 14).</summary>
internal sealed class FactLookup(FactReader reader, FactVisibility visibility, TimeProvider time)
{
    private const string NotFound = "fact not found";

    /// <summary>The fact, if the caller may read it.</summary>
    public Outcome<StoredFact> Find(string idOrCid, Principal caller)
    {
        if (!caller.Has(Permissions.Read))
            return new Fault(FaultCode.PermissionRequired, "read permission required");
        return idOrCid.StartsWith(ContentId.Prefix, StringComparison.Ordinal) ? ByCid(idOrCid, caller) : ById(idOrCid, caller);
    }

    /// <summary>The fact with an id; a content id is not one.</summary>
    public Outcome<StoredFact> ById(string id, Principal caller)
    {
        if (!caller.Has(Permissions.Read))
            return new Fault(FaultCode.PermissionRequired, "read permission required");
        if (!Guid.TryParse(id, out var guid) || reader.Find(guid, caller.Tenant) is not { } fact || !visibility.Exists(caller, fact))
            return new Fault(FaultCode.NotFound, NotFound);
        if (!visibility.InReadableGarden(caller, fact))
            return new Fault(FaultCode.GardenAccessDenied, GardenAccess.NotAMember);
        return caller.Scopes.Contains(fact.Scope) ? fact : new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
    }

    /// <summary>The newest live fact that the caller may read, else the newest readable one (rulings 4).</summary>
    private Outcome<StoredFact> ByCid(string text, Principal caller)
    {
        if (!ContentId.TryParse(text, out var cid))
            return new Fault(FaultCode.CidMalformed, "a content id is sha256: and 64 lower-case hex digits");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var readable = reader.FindAll(cid, caller.Tenant).Where(fact => visibility.Shows(caller, fact)).ToList();
        if (readable.Count == 0)
            return new Fault(FaultCode.NotFound, NotFound);
        return readable.Find(fact => fact.IsLive(now)) ?? readable[0];
    }
}
