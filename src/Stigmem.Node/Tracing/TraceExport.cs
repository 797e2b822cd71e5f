using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Stigmem.Data;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Tracing;

/// <summary>
/// Sends spans to a collector: OTLP over HTTP, in the background, in batches; what a collector that is down cannot take
/// is dropped. Only this type touches the packages, so that a node without tracing never loads them.
/// </summary>
internal sealed class TraceExport(TracingSettings settings, IdentitySettings identity) : IDisposable
{
    private const string Server = "Microsoft.AspNetCore";

    private readonly TracerProvider _provider = Sdk.CreateTracerProviderBuilder()
        .AddSource(Server, NodeTrace.SourceName, StoreTrace.SourceName)
        .ConfigureResource(resource => resource.AddService(
            settings.ServiceName, serviceVersion: NodeVersion.Text, autoGenerateServiceInstanceId: false, serviceInstanceId: identity.NodeUrl.Authority))
        .AddOtlpExporter(export =>
        {
            export.Protocol = OtlpExportProtocol.HttpProtobuf;
            export.Endpoint = settings.Target;
        })
        .Build();

    /// <summary>Sends what is left, at most for five seconds.</summary>
    public void Dispose() => _provider.Dispose();
}
