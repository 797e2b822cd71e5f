namespace Stigmem.Node.Settings;

/// <summary>How much a caller may send and how often.</summary>
public sealed record LimitSettings
{
    /// <summary>Largest request body, in bytes.</summary>
    public required int MaxBodyBytes { get; init; }

    /// <summary>Largest value text of a fact, in UTF-8 bytes.</summary>
    public required int MaxValueBytes { get; init; }

    /// <summary>Writes an hour and caller; 0 means the specification's default.</summary>
    public required int WritesPerHour { get; init; }

    /// <summary>Reads an hour and caller; 0 means the specification's default.</summary>
    public required int ReadsPerHour { get; init; }

    /// <summary>Whether switching off both limits was meant.</summary>
    public required bool RateLimitDisabledAck { get; init; }

    /// <summary>Failed log-ins a minute and address before keys are no longer looked at.</summary>
    public required int FailedAuthPerMinute { get; init; }

    /// <summary>Facts of a scope above which work over all of them becomes a job.</summary>
    public required int AsyncJobThreshold { get; init; }

    internal static LimitSettings Read(SettingsReader reader) => new()
    {
        MaxBodyBytes = reader.Integer("MAX_BODY_BYTES", 8 * 1024 * 1024, 1_024, 256 * 1024 * 1024, "Largest request body, in bytes; above it 413."),
        MaxValueBytes = reader.Integer("MAX_VALUE_BYTES", 64 * 1024, 16, 16 * 1024 * 1024, "Largest value of a fact, in UTF-8 bytes; above it 413."),
        WritesPerHour = reader.Integer("RATE_LIMIT_WRITE_PER_HOUR", 1_000, 0, int.MaxValue, "Writes an hour and caller. 0 on both limits switches quotas off."),
        ReadsPerHour = reader.Integer("RATE_LIMIT_READ_PER_HOUR", 5_000, 0, int.MaxValue, "Reads an hour and caller. 0 on both limits switches quotas off."),
        RateLimitDisabledAck = reader.Flag("RATE_LIMIT_DISABLED_ACK", false, "Confirms that quotas are off on purpose."),
        FailedAuthPerMinute = reader.Integer("FAILED_AUTH_PER_MINUTE", 60, 1, 1_000_000, "Failed log-ins a minute and address before the answer is 429."),
        AsyncJobThreshold = reader.Integer("ASYNC_JOB_THRESHOLD", 100_000, 0, int.MaxValue, "Facts of a scope above which lint and decay answer 202 and work as a job."),
    };
}
