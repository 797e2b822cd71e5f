using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth.Oidc;

/// <summary>Log-in through an OpenID provider.</summary>
internal static class OidcModule
{
    public static IServiceCollection AddOidc(this IServiceCollection services) => services
        .AddSingleton(provider => OpenProvider(provider))
        .AddSingleton<IdTokens>().AddSingleton<EmailDomains>().AddSingleton<ExchangeIdToken>();

    private static OidcProvider OpenProvider(IServiceProvider services)
    {
        var settings = services.GetRequiredService<OidcSettings>();
        var allowsLoopback = OidcProvider.AllowsLoopback(settings);
        var transport = GuardedTransport.Create(address => PublicAddress.IsPublic(address) || (allowsLoopback && IPAddress.IsLoopback(address)));
        return new OidcProvider(settings, transport, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<OidcProvider>>());
    }
}
