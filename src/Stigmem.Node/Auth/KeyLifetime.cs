using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth;

/// <summary>How long a static key may live (access contract, section 2).</summary>
internal sealed class KeyLifetime(AuthSettings settings, TimeProvider time)
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>The expiry of a key made now: as asked for, within the longest life; that life if nothing was asked for.</summary>
    public Outcome<KeyExpiry> Resolve(string? expiresAt)
    {
        var latest = settings.ApiKeyMaxAgeDays == 0
            ? (long?)null
            : time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000 + settings.ApiKeyMaxAgeDays * MicrosecondsPerDay;
        if (string.IsNullOrEmpty(expiresAt))
            return latest is { } end ? At(end) : default(KeyExpiry);
        if (!Instants.TryParse(expiresAt, out var microseconds))
            return new Fault(FaultCode.BadRequest, "expires_at must be an ISO 8601 date or time");
        return microseconds > latest
            ? new Fault(FaultCode.BadRequest, $"expires_at exceeds configured static API key max age ({settings.ApiKeyMaxAgeDays} days)")
            : new KeyExpiry(expiresAt, microseconds);
    }

    /// <summary>The expiry at a moment of this node's choice.</summary>
    public static KeyExpiry At(long microseconds) => new(Instants.Format(microseconds), microseconds);
}
