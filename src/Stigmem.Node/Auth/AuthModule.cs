using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary>Keys and who may do what.</summary>
internal static class AuthModule
{
    public static IServiceCollection AddAuth(this IServiceCollection services) => services
        .AddSingleton<KeyDirectory>().AddSingleton<AgentKeyDirectory>().AddSingleton<KeyLifetime>().AddSingleton<KeyRegistry>().AddSingleton<AdminBootstrap>()
        .AddSingleton<FailedLogins>().AddSingleton<Authenticator>();

    public static void MapAuth(this OperationMap map, IServiceProvider services)
    {
    }
}
