using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>Tokens that let entities of one organisation do something at any node.</summary>
internal static class CapabilitiesModule
{
    public static IServiceCollection AddCapabilities(this IServiceCollection services) => services
        .AddSingleton<CapabilityAudit>().AddSingleton<IssuerInquiry>().AddSingleton<CapabilityVerifier>()
        .AddSingleton<IssueCapability>().AddSingleton<VerifyCapability>().AddSingleton<RevokeCapability>().AddSingleton<GetCapabilityStatus>()
        .AddSingleton<CapabilitySweepJob>().AddHostedService<JobHost<CapabilitySweepJob>>();

    public static void MapCapabilities(this OperationMap map, IServiceProvider services) => map
        .Map(IssueCapability.Operation, services.GetRequiredService<IssueCapability>().Handle)
        .Map(VerifyCapability.Operation, services.GetRequiredService<VerifyCapability>().Handle)
        .Map(RevokeCapability.Operation, services.GetRequiredService<RevokeCapability>().Handle)
        .Map(GetCapabilityStatus.Operation, services.GetRequiredService<GetCapabilityStatus>().Handle);
}
