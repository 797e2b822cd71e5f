using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit;

/// <summary>Who did what, and whether anybody changed the record of it.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditTrail>().AddSingleton<AuditPresenter>().AddSingleton<AuditPages>().AddSingleton<AuditCheckpoints>().AddSingleton<ChainVerifier>()
        .AddSingleton<FactCheckpoints>().AddSingleton<FactChainProofs>()
        .AddSingleton<QueryAudit>().AddSingleton<GetFactAudit>().AddSingleton<ExportAudit>().AddSingleton<QueryAdminAudit>()
        .AddSingleton<VerifyChain>().AddSingleton<ChainLinks>().AddSingleton<ExportChain>()
        .AddSingleton<GetCheckpoint>().AddSingleton<AuditCheckpointJob>().AddHostedService<JobHost<AuditCheckpointJob>>()
        .AddSingleton<AuditPruning>().AddSingleton<AuditRetentionJob>().AddHostedService<JobHost<AuditRetentionJob>>();

    public static void MapAudit(this OperationMap map, IServiceProvider services) => map
        .Map(QueryAudit.Operation, services.GetRequiredService<QueryAudit>().Handle)
        .Map(GetFactAudit.Operation, services.GetRequiredService<GetFactAudit>().Handle)
        .Map(ExportAudit.Operation, services.GetRequiredService<ExportAudit>().Handle)
        .Map(QueryAdminAudit.Operation, services.GetRequiredService<QueryAdminAudit>().Handle)
        .Map(GetCheckpoint.Operation, services.GetRequiredService<GetCheckpoint>().Handle)
        .Map(VerifyChain.Operation, services.GetRequiredService<VerifyChain>().Handle)
        .Map(ExportChain.Operation, services.GetRequiredService<ExportChain>().Handle);
}
