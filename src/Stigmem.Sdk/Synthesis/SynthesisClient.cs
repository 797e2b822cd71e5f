using Stigmem.Core.Facts;
using Stigmem.Protocol.Synthesis;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Synthesis;

/// <summary>Scopes at a glance (Operations contract, section 8).</summary>
public sealed class SynthesisClient
{
    private readonly NodeConnection _node;

    internal SynthesisClient(NodeConnection node) => _node = node;

    /// <summary>Reads what a scope says, one entry a tuple with the preferred value and the best other one: <c>POST /v1/synthesis</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">400 scope, entity or <c>invalid_cursor</c>, 403 permission, 422 shape.</exception>
    public Task<TupleSynthesis> SynthesizeAsync(SynthesisRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _node.SendAsync<TupleSynthesis>(
            NodeRequest.Post(Target.At("/v1/synthesis"), request) with { Repetition = Repetition.IfLost }, cancellation);
    }

    /// <summary>Reads all pages, those of sure values first, fetching each when it is needed. Errors as <see cref="SynthesizeAsync"/>.</summary>
    public IAsyncEnumerable<SynthesizedTuple> SynthesizeAllAsync(SynthesisRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CursorWalk.AllAsync(
            request.Cursor, (cursor, token) => SynthesizeAsync(request with { Cursor = cursor }, token), page => page.Tuples, page => page.Cursor, cancellation);
    }

    /// <summary>Reads the surest facts of a scope, any node's way: <c>GET /v1/scopes/{scope}/synthesize</c>, needs <c>read</c>.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="includeExpired">Whether facts that have expired are in it.</param>
    /// <param name="limit">How many, 1 to 1000; null leaves it to the node, which gives 200.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">403 permission, 422 shape.</exception>
    public Task<ScopeSynthesis> SynthesizeScopeAsync(FactScope scope, bool includeExpired = false, int? limit = null, CancellationToken cancellation = default) =>
        _node.GetAsync<ScopeSynthesis>(
            Target.At($"/v1/scopes/{scope.Name()}/synthesize").WithFlag("include_expired", includeExpired).With("limit", limit), cancellation);
}
