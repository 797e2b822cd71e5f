using System.Net;
using Stigmem.Protocol.Auth;
using Stigmem.Protocol.Cid;
using Stigmem.Protocol.Discovery;
using Stigmem.Protocol.Ops;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Ops;

/// <summary>The node itself: what it is, how it is, and as whom it sees us (Operations contract, sections 1 and 14).</summary>
public sealed class NodeClient
{
    private readonly NodeConnection _node;

    internal NodeClient(NodeConnection node) => _node = node;

    /// <summary>What the node is and offers: <c>GET /.well-known/stigmem</c>, open to all.</summary>
    public Task<NodeMetadata> DiscoverAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<NodeMetadata>(Target.At("/.well-known/stigmem"), cancellation);

    /// <summary>Whether the process answers: <c>GET /healthz</c>, open to all. It looks at nothing else.</summary>
    public Task<HealthStatus> HealthAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<HealthStatus>(Target.At("/healthz"), cancellation);

    /// <summary>
    /// Whether the node can serve: <c>GET /readyz</c>, open to all. A node that cannot is an answer with another status
    /// than <c>ok</c>, not an exception. The reference has no such route: 404.
    /// </summary>
    public Task<ReadyStatus> ReadyAsync(CancellationToken cancellation = default) => _node.SendAsync<ReadyStatus>(
        NodeRequest.Get(Target.At("/readyz")) with { AlsoAnswers = (int)HttpStatusCode.ServiceUnavailable }, cancellation);

    /// <summary>What an operator should know: <c>GET /v1/doctor</c>, open to all.</summary>
    public Task<DoctorReport> DoctorAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<DoctorReport>(Target.At("/v1/doctor"), cancellation);

    /// <summary>As whom the node sees the caller: <c>GET /v1/me</c>, any key (Access contract, section 2).</summary>
    /// <exception cref="StigmemException">401 no key, or one that is unknown, expired or revoked.</exception>
    public Task<WhoAmI> WhoAmIAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<WhoAmI>(Target.At("/v1/me"), cancellation);

    /// <summary>Counters and histograms in Prometheus text: <c>GET /metrics</c>.</summary>
    public Task<string> MetricsAsync(CancellationToken cancellation = default) =>
        _node.GetTextAsync(Target.At("/metrics"), "text/plain", cancellation);

    /// <summary>
    /// How many facts have their content id: <c>GET /v1/admin/cid-backfill/status</c>, needs <c>admin</c> or <c>read</c>
    /// (Facts contract, section 12).
    /// </summary>
    /// <exception cref="StigmemException">403 permission.</exception>
    public Task<CidBackfillStatus> CidBackfillStatusAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<CidBackfillStatus>(Target.At("/v1/admin/cid-backfill/status"), cancellation);
}
