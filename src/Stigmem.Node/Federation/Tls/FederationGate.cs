using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Tls;

/// <summary>
/// Keeps the two ports apart (federation contract, section 10; rulings 31): routes of federation only with a certificate,
/// and nothing else on the port of peers but what a node tells everybody about itself.
/// </summary>
internal sealed class FederationGate(RequestDelegate next, TransportSettings settings)
{
    private static readonly PathString Federation = "/v1/federation";
    private static readonly PathString WellKnown = "/.well-known";

    /// <summary>The refusal, also for requests that arrive without TLS at all.</summary>
    public static Fault Refusal { get; } = new(FaultCode.MutualTlsRequired, "routes of federation need TLS and a client certificate that the node trusts")
    {
        Extra = [KeyValuePair.Create("error", (object?)"mTLS required")],
    };

    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        var isOfFederation = path.StartsWithSegments(Federation);
        var isCertified = http.Connection.ClientCertificate is not null;
        if (isOfFederation && !isCertified)
            return Reply.Refuse(Refusal).ExecuteAsync(http);
        if (settings.HasOwnPort && isCertified && !isOfFederation && !path.StartsWithSegments(WellKnown))
            return Reply.Refuse(FaultCode.RouteNotFound, "Not Found").ExecuteAsync(http);
        return next(http);
    }
}
