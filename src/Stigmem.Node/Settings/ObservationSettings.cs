namespace Stigmem.Node.Settings;

/// <summary>What is logged and audited.</summary>
public sealed record ObservationSettings
{
    /// <summary>The least level that is logged.</summary>
    public required NodeLogLevel LogLevel { get; init; }

    /// <summary>How a log line is written.</summary>
    public required LogFormat LogFormat { get; init; }

    /// <summary>Which reads leave an audit row.</summary>
    public required AuditReads AuditReads { get; init; }

    /// <summary>How many days an audit row is kept; 0 keeps it for ever.</summary>
    public required int AuditRetentionDays { get; init; }

    /// <summary>A token that <c>/metrics</c> demands; empty leaves it open.</summary>
    public required string MetricsToken { get; init; }

    /// <summary>Whether metrics carry the caller as a label.</summary>
    public required bool MetricsPrincipalLabel { get; init; }

    internal static ObservationSettings Read(SettingsReader reader) => new()
    {
        LogLevel = reader.Choice("LOG_LEVEL", NodeLogLevel.Info, "Least level that is logged."),
        LogFormat = reader.Choice("LOG_FORMAT", LogFormat.Text, "How a log line is written: for people, or as a JSON object."),
        AuditReads = reader.Choice("AUDIT_READS", AuditReads.Denied, "Which reads leave an audit row."),
        AuditRetentionDays = reader.Integer("AUDIT_RETENTION_DAYS", 0, 0, 36_500, "Days after which audit rows are deleted; facts, which are their own rows, stay. 0 keeps all."),
        MetricsToken = reader.Secret("METRICS_TOKEN", "Bearer token that /metrics demands. Unset: open."),
        MetricsPrincipalLabel = reader.Flag("METRICS_PRINCIPAL_LABEL", false, "Adds the caller to metric labels and spans."),
    };
}
