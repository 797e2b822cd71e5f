using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Tracing;

/// <summary>
/// The spans of the node (operations contract, section 14). Nothing listens unless tracing is on; then no span is made.
/// Attributes say what was done and how it ended: never a value, a name that a caller chose, a key or a token.
/// </summary>
internal sealed class NodeTrace(ObservationSettings settings) : IDisposable
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "Stigmem";

    private readonly ActivitySource _source = new(SourceName);

    /// <summary>Names the span that the server made for a request, by its route: a path can hold what a caller wrote.</summary>
    public void Answered(HttpContext http, Operation operation)
    {
        if (!_source.HasListeners() || http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
            return;
        span.DisplayName = $"{operation.Method} {operation.Pattern}";
        span.SetTag("http.request.method", operation.Method);
        span.SetTag("http.route", operation.Pattern);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The span of an assert, from its checked body to the commit; null while nobody listens.</summary>
    public Activity? Assert() => _source.StartActivity("stigmem.assert_fact");

    /// <summary>Says on the span of an assert how it ended.</summary>
    public void Asserted(Activity? span, Principal caller, in AssertResult result)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        span.SetTag("stigmem.tenant", caller.Tenant);
        if (settings.MetricsPrincipalLabel)
            span.SetTag("stigmem.principal", caller.EntityUri);
        if (result.Fact is { } fact)
            span.SetTag("stigmem.fact_id", fact.Id.ToString());
        if (result.Fault is { } fault)
            span.SetStatus(ActivityStatusCode.Error, fault.Code.ToString());
        span.SetTag("stigmem.contradicted", result.Contradicted);
    }

    public void Dispose() => _source.Dispose();
}
