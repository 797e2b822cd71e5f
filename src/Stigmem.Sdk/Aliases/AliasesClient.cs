using Stigmem.Protocol.Aliases;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Aliases;

/// <summary>Second names of entities, which writes and queries follow (Operations contract, section 5).</summary>
public sealed class AliasesClient
{
    private const string Route = "/v1/aliases";
    private readonly NodeConnection _node;

    internal AliasesClient(NodeConnection node) => _node = node;

    /// <summary>Makes one URI mean another, replacing what it meant: <c>POST /v1/aliases</c>, needs <c>write</c>.</summary>
    /// <exception cref="StigmemException">400 a URI is empty, or both are the same; 403 permission.</exception>
    public Task<AliasRecord> CreateAsync(string rawUri, string canonicalUri, CancellationToken cancellation = default) =>
        _node.SendAsync<AliasRecord>(
            NodeRequest.Post(Target.At(Route), new AliasRequest { RawUri = rawUri, CanonicalUri = canonicalUri }), cancellation);

    /// <summary>The aliases, newest first: <c>GET /v1/aliases</c>, needs <c>read</c>.</summary>
    /// <param name="kind"><c>user</c> or <c>migration</c>; null for both.</param>
    /// <param name="canonicalUri">Only those of this entity, compared as it is.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">400 kind, 403 permission.</exception>
    public Task<IReadOnlyList<AliasRecord>> ListAsync(
        string? kind = null, string? canonicalUri = null, CancellationToken cancellation = default) =>
        _node.GetAsync<IReadOnlyList<AliasRecord>>(
            Target.At(Route).With("kind", kind).With("canonical_uri", canonicalUri), cancellation);

    /// <summary>Ends an alias; facts written through it stay where they are: <c>DELETE /v1/aliases/{raw}</c>, needs <c>write</c>.</summary>
    /// <exception cref="StigmemException">403 permission, or an alias of a migration; 404 unknown.</exception>
    public Task DeleteAsync(string rawUri, CancellationToken cancellation = default) =>
        _node.SendAsync(NodeRequest.Delete(Target.At(Route).Segment(rawUri, nameof(rawUri))), cancellation);
}
