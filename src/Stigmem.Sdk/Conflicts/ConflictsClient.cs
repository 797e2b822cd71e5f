using Stigmem.Protocol.Conflicts;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Conflicts;

/// <summary>Facts that cannot both hold, and how to settle them (Facts contract, section 17).</summary>
public sealed class ConflictsClient
{
    private const string Route = "/v1/conflicts";
    private readonly NodeConnection _node;

    internal ConflictsClient(NodeConnection node) => _node = node;

    /// <summary>Reads one page, newest first: <c>GET /v1/conflicts</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">400 <c>invalid_cursor</c>, 403 permission, 422 shape.</exception>
    public Task<ConflictPage> ListAsync(ConflictQuery? query = null, CancellationToken cancellation = default) =>
        _node.GetAsync<ConflictPage>((query ?? new()).ToTarget(Route), cancellation);

    /// <summary>Reads all pages, newest first, fetching each when it is needed. Errors as <see cref="ListAsync"/>.</summary>
    public IAsyncEnumerable<ConflictRecord> ListAllAsync(ConflictQuery? query = null, CancellationToken cancellation = default)
    {
        var wanted = query ?? new();
        return CursorWalk.AllAsync(
            wanted.Cursor,
            (cursor, token) => ListAsync(wanted with { Cursor = cursor }, token),
            page => page.Conflicts,
            page => page.HasMore ? page.Cursor : null,
            cancellation);
    }

    /// <summary>Says which side holds: <c>POST /v1/conflicts/{id}/resolve</c>, needs <c>write</c>. It is never repeated by itself.</summary>
    /// <param name="conflictId"><c>stigmem:conflict:</c> and a UUID.</param>
    /// <param name="winningFactId">The id of one of the two facts.</param>
    /// <param name="note">Why, for people.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">
    /// 403 permission, 404 unknown, 409 already resolved, 422 the winner is neither of the two.
    /// </exception>
    public Task<ConflictResolution> ResolveAsync(
        string conflictId, string winningFactId, string note = "", CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(winningFactId);
        return ResolveAsync(conflictId, new ConflictResolveRequest { WinningFactId = winningFactId, ResolutionNote = note }, cancellation);
    }

    /// <summary>Says what holds instead of both sides. Route and errors as above.</summary>
    /// <param name="conflictId"><c>stigmem:conflict:</c> and a UUID.</param>
    /// <param name="newValue">The value that holds.</param>
    /// <param name="note">Why, for people.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ConflictResolution> ResolveAsync(
        string conflictId, FactValueRecord newValue, string note = "", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(newValue);
        return ResolveAsync(conflictId, new ConflictResolveRequest { NewValue = newValue, ResolutionNote = note }, cancellation);
    }

    private Task<ConflictResolution> ResolveAsync(string conflictId, ConflictResolveRequest body, CancellationToken cancellation) =>
        _node.SendAsync<ConflictResolution>(
            NodeRequest.Post(Target.At(Route).Segment(conflictId, nameof(conflictId)).Then("/resolve"), body), cancellation);
}
