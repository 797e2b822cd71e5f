using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Auth.Oidc;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary>Keys and who may do what.</summary>
internal static class AuthModule
{
    public static IServiceCollection AddAuth(this IServiceCollection services) => services
        .AddSingleton<KeyDirectory>().AddSingleton<AgentKeyDirectory>().AddSingleton<FailedLogins>().AddSingleton<LegacyKeys>().AddSingleton<KeyImport>().AddSingleton<Authenticator>()
        .AddSingleton<KeyLifetime>().AddSingleton<KeyRegistry>().AddSingleton<AgentKeyRegistry>().AddSingleton<AdminBootstrap>()
        .AddSingleton<GetMe>().AddSingleton<RegisterKey>().AddSingleton<RotateKey>().AddSingleton<ListKeys>()
        .AddSingleton<ListExpiringKeys>().AddSingleton<RevokeKey>().AddSingleton<RegisterAgentKey>().AddSingleton<ListAgentKeys>()
        .AddSingleton<RevokeAgentKey>().AddOidc();

    public static void MapAuth(this OperationMap map, IServiceProvider services) => map
        .Map(GetMe.Operation, services.GetRequiredService<GetMe>().Handle)
        .Map(RegisterKey.Operation, services.GetRequiredService<RegisterKey>().Handle)
        .Map(ListKeys.Operation, services.GetRequiredService<ListKeys>().Handle)
        .Map(ListExpiringKeys.Operation, services.GetRequiredService<ListExpiringKeys>().Handle)
        .Map(RotateKey.Operation, services.GetRequiredService<RotateKey>().Handle)
        .Map(RevokeKey.Operation, services.GetRequiredService<RevokeKey>().Handle)
        .Map(RegisterAgentKey.Operation, services.GetRequiredService<RegisterAgentKey>().Handle)
        .Map(ListAgentKeys.Operation, services.GetRequiredService<ListAgentKeys>().Handle)
        .Map(RevokeAgentKey.Operation, services.GetRequiredService<RevokeAgentKey>().Handle)
        .Map(ExchangeIdToken.Operation, services.GetRequiredService<ExchangeIdToken>().Handle);
}
