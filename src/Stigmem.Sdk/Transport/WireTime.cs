using Stigmem.Core.Clock;

namespace Stigmem.Sdk.Transport;

/// <summary>Moments as the contract writes them: UTC, microseconds, <c>+00:00</c>.</summary>
internal static class WireTime
{
    public static string Text(DateTimeOffset moment) =>
        Instants.Format((moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
}
