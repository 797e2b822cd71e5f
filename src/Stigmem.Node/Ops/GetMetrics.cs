using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Ops;

/// <summary><c>GET /metrics</c>: Prometheus text; behind a token if the operator set one.</summary>
internal sealed class GetMetrics(PrometheusText text, ObservationSettings settings)
{
    private const string Scheme = "Bearer ";

    public static readonly Operation Operation = new("GET", "/metrics", "metrics_metrics_get", "ops", "Metrics as Prometheus text")
    {
        IsOpen = true,
        ContentType = "text/plain; version=0.0.4; charset=utf-8",
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(
        IsAllowed(call.Header("Authorization"))
            ? TypedResults.Text(text.Write(), Operation.ContentType)
            : Reply.Refuse(FaultCode.InvalidCredentials, "the metrics token is missing or wrong"));

    private bool IsAllowed(string? header) =>
        settings.MetricsToken.Length == 0
        || (header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()), Encoding.UTF8.GetBytes(settings.MetricsToken)));
}
