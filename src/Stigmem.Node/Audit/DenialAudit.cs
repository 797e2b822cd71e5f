using Microsoft.AspNetCore.Http;
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

    /// <summary>Looks at an answer, audits it if that is due, and hands it on.</summary>
    public ValueTask<IResult> RecordAsync(HttpContext http, Operation operation, Principal? caller, IResult result)
    {
        if (operation.IsOpen && result is not FaultResult)
            return ValueTask.FromResult(result);
        if (result is FaultResult refusal)
        {
            // Whoever an open operation refuses, such as a log-in, is nobody yet.
            caller = operation.IsOpen ? null : caller;
            if (IsDenial(refusal.Fault.Code) && (operation.Method != "GET" || settings.AuditReads != AuditReads.Off))
                Queue(http, Denied(operation, caller, refusal.Fault));
        }
        else if (operation.Method == "GET" && settings.AuditReads == AuditReads.All)
        {
            Queue(http, new AuditEvent("fact_read", caller!.Tenant, caller.EntityUri) { OidcSub = caller.OidcSub, DetailJson = Detail(operation, null) });
        }
        return ValueTask.FromResult(result);
    }

    private static bool IsDenial(FaultCode code) => code
        is FaultCode.CredentialsRequired or FaultCode.InvalidCredentials or FaultCode.TooManyFailedLogins or FaultCode.PermissionRequired
        or FaultCode.ScopeNotPermitted or FaultCode.GardenAccessDenied or FaultCode.NotOwner or FaultCode.InstructionWriteRequired
        or FaultCode.ReservedName or FaultCode.QuotaExceeded;

    private static AuditEvent Denied(Operation operation, Principal? caller, Fault fault)
    {
        var type = fault.Code switch
        {
            FaultCode.QuotaExceeded => "quota_breach",
            FaultCode.CredentialsRequired or FaultCode.InvalidCredentials or FaultCode.TooManyFailedLogins => "authentication_failed",
            _ => "access_denied",
        };
        return new AuditEvent(type, caller?.Tenant ?? TenantId.Default, caller?.EntityUri)
        {
            Outcome = "denied",
            OidcSub = caller?.OidcSub,
            DetailJson = Detail(operation, fault),
        };
    }

    private static string Detail(Operation operation, Fault? fault)
    {
        var reason = fault is null ? "" : $", \"reason\": \"{FaultCatalog.Of(fault.Code).Wire}\"";
        var dimension = fault is { Code: FaultCode.QuotaExceeded } ? string.Concat(fault.Extra
            .Where(member => member.Key == "dimension").Select(member => $", \"dimension\": \"{member.Value}\"")) : "";
        return $$"""{"path": "{{operation.Pattern}}", "method": "{{operation.Method}}"{{reason}}{{dimension}}}""";
    }

    private void Queue(HttpContext http, AuditEvent happened)
    {
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
