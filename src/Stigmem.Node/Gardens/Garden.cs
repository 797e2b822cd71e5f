using System.Collections.Immutable;
using Stigmem.Core.Facts;

namespace Stigmem.Node.Gardens;

/// <summary>A garden with its members.</summary>
internal sealed record Garden(
    Guid Id,
    string Tenant,
    string Slug,
    string Name,
    FactScope Scope,
    string? Description,
    string CreatedBy,
    long CreatedMicroseconds,
    bool IsQuarantine,
    bool IsDeleted,
    ImmutableDictionary<string, GardenMember> Members)
{
    /// <summary>The role of an entity, or null for a stranger.</summary>
    public GardenRole? RoleOf(string entityUri) => Members.TryGetValue(entityUri, out var member) ? member.Role : null;

    /// <summary>Whether removing or demoting this member would leave nobody in charge.</summary>
    public bool IsLastAdmin(string entityUri) =>
        RoleOf(entityUri) == GardenRole.Admin && Members.Values.Count(member => member.Role == GardenRole.Admin) == 1;
}
