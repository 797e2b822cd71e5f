using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Node.Gardens;

/// <summary>Gardens as they travel (access contract, section 7).</summary>
internal static class GardenMapping
{
    /// <summary>A garden without its members, as in lists.</summary>
    public static GardenRecord ToListedRecord(this Garden garden, IdentitySettings identity) => new()
    {
        Id = garden.Id.ToString(),
        GardenId = $"stigmem://{identity.Authority}/garden/{garden.Slug}",
        Slug = garden.Slug,
        Name = garden.Name,
        Scope = garden.Scope.Name(),
        Description = garden.Description,
        CreatedBy = garden.CreatedBy,
        CreatedAt = Instants.Format(garden.CreatedMicroseconds),
        Quarantine = garden.IsQuarantine,
    };

    /// <summary>A garden with its members.</summary>
    public static GardenRecord ToRecord(this Garden garden, IdentitySettings identity) =>
        garden.ToListedRecord(identity) with { Members = garden.ToMemberRecords() };

    /// <summary>The members, first come first.</summary>
    public static IReadOnlyList<GardenMemberRecord> ToMemberRecords(this Garden garden) =>
    [
        .. garden.Members.Values
            .OrderBy(member => member.AddedMicroseconds).ThenBy(member => member.EntityUri, StringComparer.Ordinal)
            .Select(ToRecord),
    ];

    public static GardenMemberRecord ToRecord(this GardenMember member) => new()
    {
        EntityUri = member.EntityUri,
        Role = member.Role.Name(),
        AddedBy = member.AddedBy,
        AddedAt = Instants.Format(member.AddedMicroseconds),
    };
}
