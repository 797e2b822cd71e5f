namespace Stigmem.Core.Subscriptions;

/// <summary>How long a delivery that failed waits.</summary>
public static class DeliveryBackoff
{
    private const int MostSeconds = 300;

    /// <summary>The pause after so many attempts: two to their power, at most five minutes.</summary>
    public static TimeSpan After(int attempts) =>
        TimeSpan.FromSeconds(attempts is >= 0 and < 9 ? Math.Min(1 << attempts, MostSeconds) : MostSeconds);

    /// <summary>How long an open circuit rests before one delivery is tried.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(MostSeconds);
}
