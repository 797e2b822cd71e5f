namespace Stigmem.Node.Settings;

/// <summary>Everything an operator can set. Names are the reference's; see <c>docs/reference/settings.md</c>.</summary>
public sealed record NodeSettings
{
    /// <summary>Variables that other parts of the executable read, known here so that they raise no warning.</summary>
    public static readonly IReadOnlyCollection<string> ReadElsewhere =
        ["STIGMEM_BOOTSTRAP_KEY", "STIGMEM_URL", "STIGMEM_API_KEY", "STIGMEM_SESSION_ID", "STIGMEM_DEMO_PORT_A", "STIGMEM_DEMO_PORT_B", Data.Sqlite.SqliteLibrary.ChoiceVariable];

    /// <summary>Where the node listens and what it calls itself.</summary>
    public required IdentitySettings Identity { get; init; }

    /// <summary>The store.</summary>
    public required StorageSettings Storage { get; init; }

    /// <summary>Keys and who may do what.</summary>
    public required AuthSettings Auth { get; init; }

    /// <summary>Log-in through an OpenID provider.</summary>
    public required OidcSettings Oidc { get; init; }

    /// <summary>Which browser origins may call.</summary>
    public required CorsSettings Cors { get; init; }

    /// <summary>How much a caller may send and how often.</summary>
    public required LimitSettings Limits { get; init; }

    /// <summary>How facts fade.</summary>
    public required DecaySettings Decay { get; init; }

    /// <summary>How far sources and texts are trusted when facts are read.</summary>
    public required TrustSettings Trust { get; init; }

    /// <summary>Exchange of facts with other nodes.</summary>
    public required FederationSettings Federation { get; init; }

    /// <summary>How subscribers are told of facts.</summary>
    public required SubscriptionSettings Subscriptions { get; init; }

    /// <summary>Vectors of texts, for recall by meaning.</summary>
    public required EmbeddingSettings Embeddings { get; init; }

    /// <summary>The tools for models.</summary>
    public required McpSettings Mcp { get; init; }

    /// <summary>Mutual TLS.</summary>
    public required TransportSettings Transport { get; init; }

    /// <summary>The organisation that the node speaks for.</summary>
    public required OrganisationSettings Organisation { get; init; }

    /// <summary>What is logged and audited.</summary>
    public required ObservationSettings Observation { get; init; }

    /// <summary>Whether spans are sent, and where to.</summary>
    public required TracingSettings Tracing { get; init; }

    /// <summary>Each value with its origin, for <c>config show</c>.</summary>
    public required IReadOnlyList<SettingValue> Values { get; init; }

    /// <summary>Unknown names and insecure choices; logged at start.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Reads and checks all settings.</summary>
    /// <exception cref="SettingsException">At least one is wrong, or together they are not safe to start with.</exception>
    public static NodeSettings Read(SettingsSource source)
    {
        var reader = new SettingsReader(source);
        var settings = new NodeSettings
        {
            Identity = IdentitySettings.Read(reader),
            Storage = StorageSettings.Read(reader),
            Auth = AuthSettings.Read(reader),
            Oidc = OidcSettings.Read(reader),
            Cors = CorsSettings.Read(reader),
            Limits = LimitSettings.Read(reader),
            Decay = DecaySettings.Read(reader),
            Trust = TrustSettings.Read(reader),
            Federation = FederationSettings.Read(reader),
            Subscriptions = SubscriptionSettings.Read(reader),
            Embeddings = EmbeddingSettings.Read(reader),

            Mcp = McpSettings.Read(reader),
            Transport = TransportSettings.Read(reader),
            Organisation = OrganisationSettings.Read(reader),
            Observation = ObservationSettings.Read(reader),
            Tracing = TracingSettings.Read(reader),
            Values = reader.Values,
            Warnings = [],
        };
        StartRules.Check(settings, reader);
        if (reader.Problems.Count > 0)
            throw new SettingsException(reader.Problems);
        return settings with { Warnings = [.. reader.UnknownNames(ReadElsewhere), .. StartRules.Warnings(settings)] };
    }
}
