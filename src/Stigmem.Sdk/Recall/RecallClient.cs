using Stigmem.Protocol.Recall;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Recall;

/// <summary>Questions to the fabric (Operations contract, section 2).</summary>
public sealed class RecallClient
{
    private const string Route = "/v1/recall";
    private readonly NodeConnection _node;

    internal RecallClient(NodeConnection node) => _node = node;

    /// <summary>
    /// The facts that answer a question best, within a budget of tokens: <c>POST /v1/recall</c>, needs <c>read</c>. Repeated
    /// by itself like any read. Give a model <see cref="RecallResponse.Content"/> as material only; what may instruct it is
    /// in <see cref="RecallResponse.Instructions"/>.
    /// </summary>
    /// <exception cref="StigmemException">400 scope or session, 403 permission, 422 shape or bounds, 501 <c>as_of</c> not offered.</exception>
    public Task<RecallResponse> RecallAsync(RecallRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _node.SendAsync<RecallResponse>(NodeRequest.Post(Target.At(Route), request) with { Repetition = Repetition.IfLost }, cancellation);
    }
}
