using System.Text.RegularExpressions;

namespace Stigmem.Node.Settings;

/// <summary>Which browser origins may call.</summary>
public sealed record CorsSettings
{
    /// <summary>Origins that are allowed, each exactly as the browser sends it.</summary>
    public required IReadOnlyList<string> AllowedOrigins { get; init; }

    /// <summary>A pattern for allowed origins; empty means none.</summary>
    public required string AllowedOriginRegex { get; init; }

    /// <summary>Whether browsers may send credentials.</summary>
    public required bool AllowCredentials { get; init; }

    /// <summary>Whether every origin on localhost is allowed.</summary>
    public required bool DevLocalhost { get; init; }

    /// <summary>Whether an origin or a pattern is configured.</summary>
    public bool IsConfigured => AllowedOrigins.Count > 0 || AllowedOriginRegex.Length > 0;

    internal static CorsSettings Read(SettingsReader reader)
    {
        var settings = new CorsSettings
        {
            AllowedOrigins = reader.List("CORS_ALLOWED_ORIGINS", "", "Origins that browsers may call from."),
            AllowedOriginRegex = reader.Text("CORS_ALLOWED_ORIGIN_REGEX", "", "Pattern an origin must match as a whole."),
            AllowCredentials = reader.Flag("CORS_ALLOW_CREDENTIALS", true, "Whether browsers may send credentials."),
            DevLocalhost = reader.Flag("CORS_DEV_LOCALHOST", false, "Allows http and https origins on localhost and 127.0.0.1, any port."),
        };
        try
        {
            _ = new Regex(settings.AllowedOriginRegex);
        }
        catch (RegexParseException e)
        {
            reader.Refuse($"STIGMEM_CORS_ALLOWED_ORIGIN_REGEX: {e.Message}");
        }
        return settings;
    }
}
