using Stigmem.Protocol.Intents;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Intents;

/// <summary>What somebody wants others to do (Operations contract, section 10).</summary>
public sealed class IntentsClient
{
    private const string Route = "/v1/intents";
    private readonly NodeConnection _node;

    internal IntentsClient(NodeConnection node) => _node = node;

    /// <summary>Posts an intent: <c>POST /v1/intents</c>, needs <c>write</c>. It is never repeated by itself.</summary>
    /// <exception cref="StigmemException">400 a name, 403 permission, 409 the id is taken, 422 shape.</exception>
    public Task<IntentRecord> PostAsync(IntentRequest intent, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return _node.SendAsync<IntentRecord>(NodeRequest.Post(Target.At(Route), intent), cancellation);
    }

    /// <summary>Reads an intent: <c>GET /v1/intents/{id}</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown or over.</exception>
    public Task<IntentRecord> GetAsync(string intentId, CancellationToken cancellation = default) =>
        _node.GetAsync<IntentRecord>(Target.At(Route).Segment(intentId, nameof(intentId)), cancellation);
}
