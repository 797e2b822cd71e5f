using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Faults;
using Stigmem.Data;
using Stigmem.Node.Audit;
using Stigmem.Node.Auth;
using Stigmem.Node.Quotas;
using Stigmem.Node.Settings;
using Stigmem.Node.Tracing;

namespace Stigmem.Node.Hosting;

/// <summary>
/// What every operation has in common, in the contract's order: who calls (401), quota (429), then the handler with
/// body, shape and permission; refusals audited, failures turned into answers, time measured.
/// </summary>
internal sealed class OperationRunner(
    Authenticator authenticator, QuotaGate quotas, DenialAudit denials, RequestMetrics metrics, NodeTrace trace, LimitSettings limits, TimeProvider time, ILogger<OperationRunner> logger)
{
    public async Task RunAsync(HttpContext http, Operation operation, OperationHandler handler)
    {
        var started = time.GetTimestamp();
        var result = await AnswerAsync(http, operation, handler);
        await SendAsync(http, operation, result);
        trace.Answered(http, operation);
        metrics.Answered(operation, http.Response.StatusCode, time.GetElapsedTime(started));
    }

    /// <summary>A stream that breaks midway ends the connection, so that nobody takes half an export for a whole one.</summary>
    private async ValueTask SendAsync(HttpContext http, Operation operation, IResult result)
    {
        try
        {
            await result.ExecuteAsync(http);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            NodeLog.RequestFailed(logger, http.TraceIdentifier, operation.Id, e);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }
            http.Response.Clear();
            await Reply.Refuse(FaultCode.InternalError, "Internal Server Error").ExecuteAsync(http);
        }
    }

    private async ValueTask<IResult> AnswerAsync(HttpContext http, Operation operation, OperationHandler handler)
    {
        Principal? caller = null;
        try
        {
            if (!operation.HasTail && WithoutTrailingSlash(http) is { } location)
                return TypedResults.Redirect(location, permanent: false, preserveMethod: true);
            if (!Identify(http, operation).TryGet(out caller, out var fault))
                return await denials.RecordAsync(http, operation, null, new FaultResult(fault));
            if (operation is { IsOpen: false, IsMetered: true } && quotas.Take(caller, operation.Dimension, 1, http.Response) is { } retryAfter)
                return await denials.RecordAsync(http, operation, caller, QuotaExceeded.Answer(http.Response, caller, operation.Dimension, retryAfter));
            return await denials.RecordAsync(http, operation, caller, await handler(new Call(http, caller, limits.MaxBodyBytes)));
        }
        catch (SqlFailureException e)
        {
            NodeLog.StoreRefused(logger, http.TraceIdentifier, e.Message, e.Cure);
            return Reply.Refuse(FaultCode.StorageUnavailable, $"the store refused ({e.Failure}): {e.Cure}");
        }
        catch (BadHttpRequestException e)
        {
            return Reply.Refuse(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? FaultCode.BodyTooLarge : FaultCode.BadRequest, "the request could not be read");
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Empty;
        }
        catch (Exception e)
        {
            NodeLog.RequestFailed(logger, http.TraceIdentifier, operation.Id, e);
            return Reply.Refuse(FaultCode.InternalError, "Internal Server Error");
        }
    }

    private Outcome<Principal> Identify(HttpContext http, Operation operation)
    {
        if (operation.IsOpen)
            return Principal.Anonymous;
        var header = http.Request.Headers.Authorization;
        var identified = authenticator.Authenticate(header.Count > 0 ? header[0] : null, http.Connection.RemoteIpAddress);
        if (!identified.TryGet(out _, out var fault) && fault.Extra is [{ Value: double seconds }])
            http.Response.Headers.RetryAfter = Math.Ceiling(seconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return identified;
    }

    private static string? WithoutTrailingSlash(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.Length < 2 || path[^1] != '/')
            return null;
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return (query < 0 ? target : target[..query]).TrimEnd('/') + (query < 0 ? "" : target[query..]);
    }
}
