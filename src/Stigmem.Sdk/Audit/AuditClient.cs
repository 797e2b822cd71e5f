using System.Globalization;
using System.Runtime.CompilerServices;
using Stigmem.Protocol.Audit;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Audit;

/// <summary>Who did what (Access contract, section 10).</summary>
public sealed class AuditClient
{
    private const string Route = "/v1/audit";
    private readonly NodeConnection _node;

    internal AuditClient(NodeConnection node) => _node = node;

    /// <summary>One page of the caller's tenant, newest first: <c>GET /v1/audit</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 422 shape.</exception>
    public Task<AuditLogResponse> QueryAsync(AuditQuery? query = null, CancellationToken cancellation = default) =>
        _node.GetAsync<AuditLogResponse>((query ?? new()).ToTarget(Route), cancellation);

    /// <summary>All pages, newest first, fetching each when it is needed. Errors as <see cref="QueryAsync"/>.</summary>
    public IAsyncEnumerable<AuditLogEntry> QueryAllAsync(AuditQuery? query = null, CancellationToken cancellation = default)
    {
        var wanted = query ?? new();
        return CursorWalk.AllAsync(
            wanted.Cursor, (cursor, token) => QueryAsync(wanted with { Cursor = cursor }, token), page => page.Entries, page => page.Cursor, cancellation);
    }

    /// <summary>What happened to one fact, oldest first: <c>GET /v1/audit/facts/{id}</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown fact.</exception>
    public Task<IReadOnlyList<AuditLogEntry>> OfFactAsync(string factId, CancellationToken cancellation = default) =>
        _node.GetAsync<IReadOnlyList<AuditLogEntry>>(Target.At(Route + "/facts").Segment(factId, nameof(factId)), cancellation);

    /// <summary>The log as CSV with a heading, UTF-8, oldest first: <c>GET /v1/audit/export</c>, needs <c>read</c>.</summary>
    /// <returns>
    /// The body as it arrives; dispose it. Reading it throws <see cref="IOException"/> or
    /// <see cref="HttpRequestException"/> if the connection breaks: what was read up to there is not the whole log.
    /// </returns>
    /// <exception cref="StigmemException">403 permission, 422 shape.</exception>
    public Task<Stream> ExportAsync(AuditQuery? query = null, CancellationToken cancellation = default) =>
        _node.OpenAsync((query ?? new()).ToTarget(Route + "/export"), "text/csv", cancellation);

    /// <summary>
    /// The fact chain of the tenant, a link a line, for <see cref="Integrity.ChainVerifier.VerifyAsync"/>:
    /// <c>GET /v1/admin/chain</c>, needs <c>audit.read</c> or <c>admin</c>.
    /// </summary>
    /// <exception cref="StigmemException">403 permission.</exception>
    /// <exception cref="IOException">The connection broke; what was read up to there is not the whole chain.</exception>
    public async IAsyncEnumerable<string> ChainAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var body = await _node.OpenAsync(Target.At("/v1/admin/chain"), "application/x-ndjson", cancellation).ConfigureAwait(false);
        using StreamReader lines = new(body);
        while (await lines.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
            yield return line;
    }

    /// <summary>One page of all events, oldest first: <c>GET /v1/admin/audit</c>, needs <c>audit.read</c>.</summary>
    /// <exception cref="StigmemException">400 <c>invalid_cursor</c>, 403 permission, 422 shape.</exception>
    public Task<AdminAuditResponse> AdminAsync(AdminAuditQuery? query = null, CancellationToken cancellation = default) =>
        _node.GetAsync<AdminAuditResponse>((query ?? new()).ToTarget("/v1/admin/audit"), cancellation);

    /// <summary>All events, oldest first, fetching each page when it is needed. Errors as <see cref="AdminAsync"/>.</summary>
    public IAsyncEnumerable<AdminAuditEntry> AdminAllAsync(AdminAuditQuery? query = null, CancellationToken cancellation = default)
    {
        var wanted = query ?? new();
        return CursorWalk.AllAsync(
            wanted.Cursor?.ToString(CultureInfo.InvariantCulture),
            (cursor, token) => AdminAsync(wanted with { Cursor = cursor is null ? null : long.Parse(cursor, CultureInfo.InvariantCulture) }, token),
            page => page.Entries,
            page => page.NextCursor?.ToString(CultureInfo.InvariantCulture),
            cancellation);
    }

    /// <summary>
    /// The head of the tenant's audit chain, signed by the node: <c>GET /v1/admin/audit/checkpoint</c>, an addition to the
    /// reference, needs <c>audit.read</c> or <c>admin</c>. Keep it where nobody who can write the node's database can.
    /// </summary>
    /// <exception cref="StigmemException">403 permission, 404 nothing was audited yet.</exception>
    public Task<ChainCheckpointRecord> CheckpointAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<ChainCheckpointRecord>(Target.At("/v1/admin/audit/checkpoint"), cancellation);

    /// <summary>Like <see cref="VerifyChainAsync(CancellationToken)"/>, and the checkpoint must still be in the audit chain.</summary>
    /// <exception cref="StigmemException">403 permission, 404 from a node that does not offer it.</exception>
    public Task<ChainVerification> VerifyChainAsync(ChainCheckpointRecord kept, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return _node.GetAsync<ChainVerification>(
            Target.At("/v1/admin/verify-chain").With("audit_chain_seq", kept.CoveredChainSeq.ToString(CultureInfo.InvariantCulture)).With("audit_chain_hash", kept.ChainHash), cancellation);
    }

    /// <summary>
    /// Lets the node walk the hash chains of every tenant that the caller may see: <c>GET /v1/admin/verify-chain</c>, an
    /// addition to the reference, needs <c>audit.read</c> or <c>admin</c>.
    /// </summary>
    /// <exception cref="StigmemException">403 permission, 404 from a node that does not offer it.</exception>
    public Task<ChainVerification> VerifyChainAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<ChainVerification>(Target.At("/v1/admin/verify-chain"), cancellation);
}
