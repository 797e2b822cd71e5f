using System.Runtime.CompilerServices;
using Stigmem.Protocol.Subscriptions;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Subscriptions;

/// <summary>Being told of facts as they are written (Operations contract, section 9). All of it needs <c>read</c>.</summary>
public sealed class SubscriptionsClient
{
    private const string Route = "/v1/subscriptions";
    private readonly NodeConnection _node;

    internal SubscriptionsClient(NodeConnection node) => _node = node;

    /// <summary>
    /// Subscribes: <c>POST /v1/subscriptions</c>. What was asked for before is answered as it is. The secret of a webhook comes
    /// with the first answer only.
    /// </summary>
    /// <exception cref="StigmemException">400 <c>delivery_address_refused</c>, 403 permission, scope or garden, 404 garden, 409 too many.</exception>
    public Task<SubscriptionRecord> CreateAsync(NewSubscription wanted, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        // Whoever asks twice gets the same one; but a secret that was lost on the way does not come again.
        return _node.SendAsync<SubscriptionRecord>(NodeRequest.Post(Target.At(Route), wanted.ToRequest()) with { Repetition = Repetition.IfUntouched }, cancellation);
    }

    /// <summary>Lists your own, newest first: <c>GET /v1/subscriptions</c>.</summary>
    public Task<SubscriptionListResponse> ListAsync(CancellationToken cancellation = default) => _node.GetAsync<SubscriptionListResponse>(Target.At(Route), cancellation);

    /// <summary>Reads one: <c>GET /v1/subscriptions/{id}</c>.</summary>
    /// <exception cref="StigmemException">404 unknown, or somebody else's.</exception>
    public Task<SubscriptionRecord> GetAsync(string id, CancellationToken cancellation = default) => _node.GetAsync<SubscriptionRecord>(At(id), cancellation);

    /// <summary>Ends one: <c>DELETE /v1/subscriptions/{id}</c>. Errors as <see cref="GetAsync"/>.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation = default) => _node.SendAsync(NodeRequest.Delete(At(id)), cancellation);

    /// <summary>Delivers again at once what rests after failures: <c>POST /v1/subscriptions/{id}/resume</c>. Errors as <see cref="GetAsync"/>.</summary>
    public Task<SubscriptionRecord> ResumeAsync(string id, CancellationToken cancellation = default) =>
        _node.SendAsync<SubscriptionRecord>(NodeRequest.Post(At(id).Then("/resume")), cancellation);

    /// <summary>Reads a page of events, oldest first: <c>GET /v1/subscriptions/{id}/events</c>.</summary>
    /// <exception cref="StigmemException">400 <c>invalid_cursor</c>, 404 unknown.</exception>
    public Task<SubscriptionEventsResponse> EventsAsync(string id, SubscriptionEventQuery? query = null, CancellationToken cancellation = default) =>
        _node.GetAsync<SubscriptionEventsResponse>((query ?? new()).Of(At(id).Then("/events")), cancellation);

    /// <summary>Reads all pages of events, oldest first. Errors as <see cref="EventsAsync"/>.</summary>
    public IAsyncEnumerable<SubscriptionEventRecord> EventsAllAsync(string id, SubscriptionEventQuery? query = null, CancellationToken cancellation = default)
    {
        var wanted = query ?? new();
        return CursorWalk.AllAsync(wanted.Cursor, (cursor, token) => EventsAsync(id, wanted with { Cursor = cursor }, token), page => page.Events, page => page.Cursor, cancellation);
    }

    /// <summary>
    /// Follows one: <c>GET /v1/subscriptions/{id}/stream</c>, for as long as the loop goes on. A connection that breaks is made
    /// again and goes on behind the last event, which may then come twice; a refusal ends the loop.
    /// </summary>
    /// <param name="id">The subscription.</param>
    /// <param name="after">Begins behind the event with this id; null with what is written from now on.</param>
    /// <param name="cancellation">Ends the loop.</param>
    /// <exception cref="StigmemException">400 <c>invalid_cursor</c>, 401 the key has ended, 404 unknown or ended.</exception>
    public async IAsyncEnumerable<SubscriptionDelivery> SubscribeAsync(string id, string? after = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var reader = new EventReader(_node, () => At(id).Then("/stream"), after);
        while (true)
        {
            await foreach (var delivery in reader.ConnectionAsync(cancellation).ConfigureAwait(false))
                yield return delivery;
            await reader.PauseAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static Target At(string id) => Target.At(Route).Segment(id, nameof(id));
}
