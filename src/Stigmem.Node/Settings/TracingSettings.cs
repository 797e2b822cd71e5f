namespace Stigmem.Node.Settings;

/// <summary>Whether spans are sent, and where to.</summary>
public sealed record TracingSettings
{
    private const string DefaultEndpoint = "http://localhost:4318";

    /// <summary>Whether spans are made and sent.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>What the node calls itself there.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Where spans are posted.</summary>
    public required Uri Target { get; init; }

    internal static TracingSettings Read(SettingsReader reader)
    {
        var isEnabled = reader.Flag("OTEL_ENABLED", false, "Sends traces over OTLP/HTTP.");
        var name = reader.Text("OTEL_SERVICE_NAME", "stigmem-node", "Name of the node in traces.");
        var endpoint = reader.Text("OTEL_EXPORTER_OTLP_ENDPOINT", "", $"Base URL of the collector; spans go to its /v1/traces. Unset: {DefaultEndpoint}.");
        if (!Uri.TryCreate(endpoint.Length == 0 ? DefaultEndpoint : endpoint, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
        {
            reader.Refuse($"STIGMEM_OTEL_EXPORTER_OTLP_ENDPOINT={endpoint}: must be an http or https URL");
            collector = new Uri(DefaultEndpoint);
        }
        return new TracingSettings { IsEnabled = isEnabled, ServiceName = name, Target = new Uri($"{collector.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/traces") };
    }
}
