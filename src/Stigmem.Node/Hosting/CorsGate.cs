using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Hosting;

/// <summary>Lets browsers in from the configured origins (operations contract, section 1); without any, CORS is off.</summary>
internal static partial class CorsGate
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromSeconds(600);
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(50);

    public static IServiceCollection AddCorsGate(this IServiceCollection services, CorsSettings settings) => services.AddCors(cors => cors.AddDefaultPolicy(policy =>
    {
        policy.SetIsOriginAllowed(Allows(settings)).AllowAnyHeader().SetPreflightMaxAge(PreflightAge)
            .WithMethods("GET", "POST", "PATCH", "DELETE", "OPTIONS")
            .WithExposedHeaders("ETag", "X-Total-Count", "Stigmem-Existing", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After");
        if (settings.AllowCredentials)
            policy.AllowCredentials();
    }));

    public static void UseCorsGate(this IApplicationBuilder app, CorsSettings settings)
    {
        if (settings.IsConfigured || settings.DevLocalhost)
            app.UseCors();
    }

    /// <summary>Tells whether pages of an origin are let in.</summary>
    public static Func<string, bool> Allows(CorsSettings settings)
    {
        var listed = settings.AllowedOrigins.Select(origin => origin.TrimEnd('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var pattern = settings.AllowedOriginRegex.Length > 0
            ? new Regex($"^(?:{settings.AllowedOriginRegex})$", RegexOptions.CultureInvariant, PatternTime)
            : null;
        return origin => listed.Contains(origin) || listed.Contains("*") || pattern?.IsMatch(origin) == true || (settings.DevLocalhost && Localhost().IsMatch(origin));
    }

    [GeneratedRegex("^https?://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Localhost();
}
