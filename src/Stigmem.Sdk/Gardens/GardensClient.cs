using Stigmem.Protocol.Gardens;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Gardens;

/// <summary>Gardens: facts that only members see (Access contract, section 7). A garden is named by slug or UUID.</summary>
public sealed class GardensClient
{
    internal const string Route = "/v1/gardens";
    private readonly NodeConnection _node;

    internal GardensClient(NodeConnection node)
    {
        _node = node;
        Members = new(node);
    }

    /// <summary>Who belongs to a garden.</summary>
    public GardenMembersClient Members { get; }

    /// <summary>Creates a garden, with the caller as its admin: <c>POST /v1/gardens</c>, needs <c>write</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 409 slug taken, 422 slug, name or scope.</exception>
    public Task<GardenRecord> CreateAsync(GardenCreateRequest garden, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(garden);
        return _node.SendAsync<GardenRecord>(NodeRequest.Post(Target.At(Route), garden), cancellation);
    }

    /// <summary>The gardens that the caller may see, without their members: <c>GET /v1/gardens</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission.</exception>
    public Task<IReadOnlyList<GardenRecord>> ListAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<IReadOnlyList<GardenRecord>>(Target.At(Route), cancellation);

    /// <summary>One garden with its members: <c>GET /v1/gardens/{garden}</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission or not a member, 404 unknown.</exception>
    public Task<GardenRecord> GetAsync(string garden, CancellationToken cancellation = default) =>
        _node.GetAsync<GardenRecord>(Of(garden), cancellation);

    /// <summary>Closes a garden; its facts stay, for admins only: <c>DELETE /v1/gardens/{garden}</c>, for its admins.</summary>
    /// <exception cref="StigmemException">403 not its admin, 404 unknown, 409 <c>quarantine_has_pending_facts</c>.</exception>
    public Task DeleteAsync(string garden, CancellationToken cancellation = default) =>
        _node.SendAsync(NodeRequest.Delete(Of(garden)), cancellation);

    internal static Target Of(string garden) => Target.At(Route).Segment(garden, nameof(garden));
}
