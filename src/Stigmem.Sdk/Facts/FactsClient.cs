using Stigmem.Core.Facts;
using Stigmem.Protocol.Cid;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Facts;

/// <summary>Asserts, reads and retracts facts (Facts contract, sections 9 to 14).</summary>
public sealed class FactsClient
{
    private const string Route = "/v1/facts";
    private readonly NodeConnection _node;

    internal FactsClient(NodeConnection node) => _node = node;

    /// <summary>
    /// Asserts a fact: <c>POST /v1/facts</c>, needs <c>write</c>. Content that the node already holds alive comes back as
    /// the fact it is, not as a second one. Repeated by itself only after 429, 503 and a connection that never stood.
    /// </summary>
    /// <returns>The stored fact; its <c>warnings</c> are remarks on this request.</returns>
    /// <exception cref="StigmemException">
    /// 400 bad entity or attestation, 403 permission, garden, scope, reserved name or session guard, 404 unknown garden,
    /// 413 value too large, 422 shape or garden scope.
    /// </exception>
    public Task<FactRecord> AssertAsync(NewFact fact, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var request = NodeRequest.Post(Target.At(Route), fact.ToRequest());
        return _node.SendAsync<FactRecord>(request with { Repetition = Repetition.IfUntouched }, cancellation);
    }

    /// <summary>Asserts up to 500 facts in one request: <c>POST /v1/facts/batch</c>, needs <c>write</c> (section 10).</summary>
    /// <param name="facts">From 1 to 500.</param>
    /// <param name="atomic">True for all or nothing; a refusal is then still a 200, with <c>accepted</c> 0.</param>
    /// <param name="idempotencyKey">
    /// The same key with the same facts within 24 hours gives the same answer and no second fact. With a key a batch is
    /// repeated by itself like a read, and may be repeated by the caller after a timeout; without one it never is.
    /// </param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>What became of each fact, by its index.</returns>
    /// <exception cref="StigmemException">
    /// 403 permission, 409 <c>idempotency_key_reused</c>, 413 body too large, 422 shape or count.
    /// </exception>
    public Task<BatchAssertResponse> AssertBatchAsync(
        IEnumerable<NewFact> facts, bool atomic = false, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return AssertBatchAsync(
            new BatchAssertRequest { Facts = [.. facts.Select(fact => fact.ToRequest())], Atomic = atomic, IdempotencyKey = idempotencyKey },
            cancellation);
    }

    /// <summary>Asserts up to 500 facts exactly as they are written, such as lines of a file; otherwise as the other overload.</summary>
    /// <exception cref="StigmemException">403 permission, 409 <c>idempotency_key_reused</c>, 413 body too large, 422 shape or count.</exception>
    public Task<BatchAssertResponse> AssertBatchAsync(BatchAssertRequest batch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var request = NodeRequest.Post(Target.At(Route + "/batch"), batch);
        return _node.SendAsync<BatchAssertResponse>(
            request with { Repetition = batch.IdempotencyKey is null ? Repetition.Never : Repetition.IfLost }, cancellation);
    }

    /// <summary>Reads one fact, expired and retracted ones included: <c>GET /v1/facts/{id}</c>, needs <c>read</c> (section 12).</summary>
    /// <param name="idOrCid">A fact id, or a content id <c>sha256:...</c>, which finds the newest live fact of that content.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">
    /// 400 <c>cid_malformed</c>, 403 not a member of its garden, 404 unknown, 409 <c>cid_mismatch</c> if the store was altered.
    /// </exception>
    public Task<FactRecord> GetAsync(string idOrCid, CancellationToken cancellation = default) =>
        _node.GetAsync<FactRecord>(Target.At(Route).Segment(idOrCid, nameof(idOrCid)), cancellation);

    /// <summary>Reads one page, newest first: <c>GET /v1/facts</c>, needs <c>read</c> (section 11).</summary>
    /// <exception cref="StigmemException">
    /// 400 filter or <c>invalid_cursor</c>, 403 permission or garden, 404 unknown garden, 422 shape, 501 <c>as_of</c> not offered.
    /// </exception>
    public Task<FactPage> QueryAsync(FactQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _node.GetAsync<FactPage>(query.ToTarget(Route), cancellation);
    }

    /// <summary>
    /// Reads all pages, newest first, fetching each when it is needed; nobody counts beforehand, whatever
    /// <see cref="FactQuery.IncludeTotal"/> says. Errors as <see cref="QueryAsync"/>.
    /// </summary>
    public IAsyncEnumerable<FactRecord> QueryAllAsync(FactQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return CursorWalk.AllAsync(
            query.Cursor, (cursor, token) => QueryAsync(query with { Cursor = cursor, IncludeTotal = false }, token), page => page.Facts, page => page.Cursor, cancellation);
    }

    /// <summary>
    /// Retracts a fact in the name of its own source: asserts its tuple with confidence 0 in the same scope and garden
    /// (section 14). Facts of the same tuple by other sources stay, unless the caller is an admin.
    /// </summary>
    /// <returns>The retraction, a fact itself. Errors as <see cref="AssertAsync"/>.</returns>
    public Task<FactRecord> RetractAsync(FactRecord fact, CancellationToken cancellation = default) =>
        AssertAsync(NewFact.RetractionOf(fact), cancellation);

    /// <summary>Retracts what a source says about a tuple (section 14).</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="relation">The relation.</param>
    /// <param name="source">In whose name.</param>
    /// <param name="scope">The scope of the facts to retract.</param>
    /// <param name="garden">The URI of their garden; null for facts in none.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The retraction, a fact itself. Errors as <see cref="AssertAsync"/>.</returns>
    public Task<FactRecord> RetractAsync(
        string entity, string relation, string source, FactScope scope, string? garden = null, CancellationToken cancellation = default) =>
        AssertAsync(NewFact.Retraction(entity, relation, source, scope, garden), cancellation);

    /// <summary>What a fact was derived from, one level, or with <paramref name="depth"/> 1 to 5 the graph of as many: <c>GET /v1/facts/{id}/provenance</c>, needs <c>read</c> (section 13).</summary>
    /// <exception cref="StigmemException">403 not a member of its garden, 404 unknown.</exception>
    public Task<ProvenanceResponse> ProvenanceAsync(string factId, int? depth = null, CancellationToken cancellation = default) =>
        _node.GetAsync<ProvenanceResponse>(Target.At(Route).Segment(factId, nameof(factId)).Then("/provenance").With("depth", (long?)depth), cancellation);

    /// <summary>
    /// Lets the node recompute a content id: <c>POST /v1/facts/{id}/verify-cid</c>, needs <c>read</c>, takes no content id
    /// (section 12). To trust nobody but this process use <see cref="Integrity.FactIntegrity.VerifyCid"/>.
    /// </summary>
    /// <exception cref="StigmemException">403 not a member of its garden, 404 unknown.</exception>
    public Task<CidVerifyResponse> VerifyCidAsync(string factId, CancellationToken cancellation = default) =>
        _node.SendAsync<CidVerifyResponse>(
            NodeRequest.Post(Target.At(Route).Segment(factId, nameof(factId)).Then("/verify-cid")), cancellation);
}
