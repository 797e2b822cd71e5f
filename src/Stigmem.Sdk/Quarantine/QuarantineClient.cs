using Stigmem.Protocol.Quarantine;
using Stigmem.Sdk.Gardens;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Quarantine;

/// <summary>
/// Facts that are held back until somebody has looked at them (Access contract, section 8). Moderation is for admins of
/// the node and for admins and moderators of the quarantine garden.
/// </summary>
public sealed class QuarantineClient
{
    private const string Route = "/v1/quarantine";
    private readonly NodeConnection _node;

    internal QuarantineClient(NodeConnection node) => _node = node;

    /// <summary>Held-back facts, newest first: <c>GET /v1/quarantine</c>, needs <c>read</c>. <c>total</c> counts all that match.</summary>
    /// <exception cref="StigmemException">403 permission or garden, 404 unknown garden, 422 shape.</exception>
    public Task<QuarantineListResponse> ListAsync(QuarantineQuery? query = null, CancellationToken cancellation = default) =>
        _node.GetAsync<QuarantineListResponse>((query ?? new()).ToTarget(Route), cancellation);

    /// <summary>Lets a fact through: <c>POST /v1/quarantine/{fact}/admit</c>.</summary>
    /// <param name="factId">The fact.</param>
    /// <param name="targetGarden">Slug or UUID of the garden it goes to; null for none.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">
    /// 403 not a moderator, 404 unknown fact or garden, 409 <c>fact_not_quarantine_pending</c>, 422 scope of the target.
    /// </exception>
    public Task<QuarantineActionResponse> AdmitAsync(
        string factId, string? targetGarden = null, string? reason = null, CancellationToken cancellation = default) =>
        _node.SendAsync<QuarantineActionResponse>(
            NodeRequest.Post(Of(factId).Then("/admit").With("target_garden_id", targetGarden).With("reason", reason)), cancellation);

    /// <summary>Refuses a fact, which ends its life: <c>POST /v1/quarantine/{fact}/reject</c>. Errors as <see cref="AdmitAsync"/>.</summary>
    public Task<QuarantineRejectionResponse> RejectAsync(
        string factId, string? reason = null, CancellationToken cancellation = default) =>
        _node.SendAsync<QuarantineRejectionResponse>(
            NodeRequest.Post(Of(factId).Then("/reject").With("reason", reason)), cancellation);

    /// <summary>Lets a fact of one quarantine garden through: <c>POST /v1/gardens/{garden}/promote</c>.</summary>
    /// <exception cref="StigmemException">As <see cref="AdmitAsync"/>; 422 also if the garden is no quarantine.</exception>
    public Task<QuarantineActionResponse> PromoteInAsync(
        string garden, QuarantinePromoteRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _node.SendAsync<QuarantineActionResponse>(
            NodeRequest.Post(GardensClient.Of(garden).Then("/promote"), request), cancellation);
    }

    /// <summary>Refuses a fact of one quarantine garden: <c>POST /v1/gardens/{garden}/reject</c>.</summary>
    /// <exception cref="StigmemException">As <see cref="PromoteInAsync"/>.</exception>
    public Task<QuarantineRejectionResponse> RejectInAsync(
        string garden, QuarantineRejectRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _node.SendAsync<QuarantineRejectionResponse>(
            NodeRequest.Post(GardensClient.Of(garden).Then("/reject"), request), cancellation);
    }

    private static Target Of(string factId) => Target.At(Route).Segment(factId, nameof(factId));
}
