using Stigmem.Protocol.Gardens;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Gardens;

/// <summary>
/// Who belongs to a garden (Access contract, section 7). Roles are <c>admin</c>, <c>writer</c>, <c>reader</c> and
/// <c>quarantine:moderator</c>. Changes are for admins of the garden, who cannot leave it without one.
/// </summary>
public sealed class GardenMembersClient
{
    private readonly NodeConnection _node;

    internal GardenMembersClient(NodeConnection node) => _node = node;

    /// <summary>The members, oldest first: <c>GET /v1/gardens/{garden}/members</c>, for members.</summary>
    /// <exception cref="StigmemException">403 not a member, 404 unknown garden.</exception>
    public Task<IReadOnlyList<GardenMemberRecord>> ListAsync(string garden, CancellationToken cancellation = default) =>
        _node.GetAsync<IReadOnlyList<GardenMemberRecord>>(All(garden), cancellation);

    /// <summary>Adds a member: <c>POST /v1/gardens/{garden}/members</c>.</summary>
    /// <exception cref="StigmemException">403 not its admin, 404 unknown garden, 409 already a member, 422 role.</exception>
    public Task<GardenMemberRecord> AddAsync(
        string garden, string entityUri, string role = "reader", CancellationToken cancellation = default) =>
        _node.SendAsync<GardenMemberRecord>(
            NodeRequest.Post(All(garden), new GardenMemberRequest { EntityUri = entityUri, Role = role }), cancellation);

    /// <summary>Gives a member another role: <c>PATCH /v1/gardens/{garden}/members/{entity}</c>.</summary>
    /// <exception cref="StigmemException">403 not its admin, or the last one; 404 unknown garden or member, 422 role.</exception>
    public Task<GardenMemberRecord> ChangeRoleAsync(
        string garden, string entityUri, string role, CancellationToken cancellation = default) =>
        _node.SendAsync<GardenMemberRecord>(
            NodeRequest.Patch(One(garden, entityUri), new GardenMemberUpdateRequest { Role = role }), cancellation);

    /// <summary>Takes a member out: <c>DELETE /v1/gardens/{garden}/members/{entity}</c>.</summary>
    /// <exception cref="StigmemException">403 not its admin, or the last one; 404 unknown garden or member.</exception>
    public Task RemoveAsync(string garden, string entityUri, CancellationToken cancellation = default) =>
        _node.SendAsync(NodeRequest.Delete(One(garden, entityUri)), cancellation);

    private static Target All(string garden) => GardensClient.Of(garden).Then("/members");

    private static Target One(string garden, string entityUri) => All(garden).Segment(entityUri, nameof(entityUri));
}
