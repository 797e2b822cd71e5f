namespace Stigmem.Node.Settings;

/// <summary>Log-in through an OpenID provider.</summary>
public sealed record OidcSettings
{
    /// <summary>Whether id tokens are exchanged for keys.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The issuer, an https URL.</summary>
    public required string IssuerUrl { get; init; }

    /// <summary>The audience an id token must name.</summary>
    public required string Audience { get; init; }

    /// <summary>Life of an exchanged key, in hours.</summary>
    public required int TokenTtlHours { get; init; }

    /// <summary>Signature algorithms that are accepted.</summary>
    public required IReadOnlyList<string> Algorithms { get; init; }

    /// <summary>Email domains that may log in; empty admits all.</summary>
    public required IReadOnlyList<string> AllowedDomains { get; init; }

    /// <summary>Whether an issuer on this machine over plain http is accepted, for development.</summary>
    public required bool AllowLoopbackIssuer { get; init; }

    internal static OidcSettings Read(SettingsReader reader)
    {
        var settings = new OidcSettings
        {
            Enabled = reader.Flag("OIDC_ENABLED", false, "Whether POST /v1/auth/oidc/exchange turns id tokens into keys."),
            IssuerUrl = reader.Text("OIDC_ISSUER_URL", "", "The OpenID issuer, an https URL."),
            Audience = reader.Text("OIDC_AUDIENCE", "", "The audience an id token must name."),
            TokenTtlHours = reader.Integer("OIDC_TOKEN_TTL_HOURS", 8, 1, 8_760, "Life of an exchanged key, in hours."),
            Algorithms = reader.List("OIDC_ID_TOKEN_ALGORITHMS", "RS256,ES256,PS256,EdDSA", "Accepted signature algorithms of id tokens."),
            AllowedDomains = reader.List("OIDC_ALLOWED_DOMAINS", "", "Email domains that may log in; unset admits all."),
            AllowLoopbackIssuer = reader.Flag("OIDC_ALLOW_LOOPBACK_ISSUER", false, "Accepts an issuer on this machine over plain http, for development."),
        };
        if (settings.Enabled && (settings.IssuerUrl.Length == 0 || settings.Audience.Length == 0))
            reader.Refuse("STIGMEM_OIDC_ENABLED needs STIGMEM_OIDC_ISSUER_URL and STIGMEM_OIDC_AUDIENCE");
        return settings;
    }
}
