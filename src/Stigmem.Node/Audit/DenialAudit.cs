using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Faults;
using Stigmem.Core.Tenants;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Audit;

/// <summary>
/// Leaves an audit row for refused log-ins, rights and quotas, and for reads as far as the operator wants them. Rows
/// of refusals are queued, not waited for, so that refusing stays cheap.
/// </summary>
internal sealed class DenialAudit(SqlEngine engine, AuditLog log, ObservationSettings settings, AuditMetrics metrics, ILogger<DenialAudit> logger)
{
    private const int MostWaiting = 4_096;
    private const int LongestTarget = 512;
    private const string QuotaBreach = "quota_breach";
    private const string AuthenticationFailed = "authentication_failed";
    private const string AccessDenied = "access_denied";

    /// <summary>Looks at an answer, audits it if that is due, and hands it on.</summary>
    public ValueTask<IResult> RecordAsync(HttpContext http, Operation operation, Principal? caller, IResult result)
    {
        if (operation.IsOpen && result is not FaultResult)
            return ValueTask.FromResult(result);
        if (result is FaultResult refusal)
        {
            // Whoever an open operation refuses, such as a log-in, is nobody yet.
            caller = operation.IsOpen ? null : caller;
            if (IsDenial(refusal.Fault.Code))
                Queue(http, operation, Denied(http, operation, caller, refusal.Fault));
        }
        else if (operation.IsRead && settings.AuditReads == AuditReads.All)
        {
            Queue(http, operation, new AuditEvent("fact_read", caller!.Tenant, caller.EntityUri)
            {
                OidcSub = caller.OidcSub,
                DetailJson = Place(new AuditDetail(), http, operation).ToString(),
            });
        }
        return ValueTask.FromResult(result);
    }

    private static bool IsDenial(FaultCode code) => code
        is FaultCode.CredentialsRequired or FaultCode.InvalidCredentials or FaultCode.TooManyFailedLogins or FaultCode.PermissionRequired
        or FaultCode.ScopeNotPermitted or FaultCode.GardenAccessDenied or FaultCode.NotOwner or FaultCode.InstructionWriteRequired
        or FaultCode.ReservedName or FaultCode.QuotaExceeded;

    private static AuditEvent Denied(HttpContext http, Operation operation, Principal? caller, Fault fault)
    {
        var type = fault.Code switch
        {
            FaultCode.QuotaExceeded => QuotaBreach,
            FaultCode.CredentialsRequired or FaultCode.InvalidCredentials or FaultCode.TooManyFailedLogins => AuthenticationFailed,
            _ => AccessDenied,
        };
        return new AuditEvent(type, caller?.Tenant ?? TenantId.Default, caller?.EntityUri)
        {
            Outcome = "denied",
            OidcSub = caller?.OidcSub,
            DetailJson = (type == QuotaBreach ? Breach(http, operation, fault) : Place(new AuditDetail(), http, operation).Add("reason", FaultCatalog.Of(fault.Code).Wire)).ToString(),
        };
    }

    private static AuditDetail Breach(HttpContext http, Operation operation, Fault fault)
    {
        var detail = new AuditDetail();
        if (Member(fault, "dimension") is string dimension)
            detail.Add("dimension", dimension);
        Place(detail, http, operation);
        return Member(fault, "retry_after") is double seconds ? detail.Add("retry_after", seconds) : detail;
    }

    private static object? Member(Fault fault, string name) => fault.Extra.FirstOrDefault(member => member.Key == name).Value;

    /// <summary>Which route, and where it names a thing, which one: as it was sent, without the query.</summary>
    private static AuditDetail Place(AuditDetail detail, HttpContext http, Operation operation)
    {
        detail.Add("path", operation.Pattern).Add("method", operation.Method);
        if (!operation.Pattern.Contains('{', StringComparison.Ordinal))
            return detail;
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target[..(target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? query : target.Length)];
        return detail.Add("target", path.Length <= LongestTarget ? path : path[..LongestTarget]);
    }

    private void Queue(HttpContext http, Operation operation, AuditEvent happened)
    {
        // Who reads is of no interest then; who guesses keys or floods the node still is.
        if (operation.IsRead && settings.AuditReads == AuditReads.Off && happened.Type == AccessDenied)
            return;
        // Under a flood of refusals the audit keeps up by sampling, not by holding requests in memory.
        if (engine.WritesWaiting < MostWaiting)
            engine.Enqueue(new AuditWrite(log, happened, e => NodeLog.AuditFailed(logger, http.TraceIdentifier, e)));
        else
            metrics.Dropped(happened.Type, happened.Tenant);
    }

    private sealed class AuditWrite(AuditLog log, AuditEvent happened, Action<Exception> failed) : IWriteRequest
    {
        public void Execute(SqlSession session) => log.Append(session, happened);

        public void Committed()
        {
            // Nobody waits for the row of a refusal.
        }

        public void Failed(Exception failure) => failed(failure);
    }
}
