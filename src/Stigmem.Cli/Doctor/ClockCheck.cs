using System.Globalization;

namespace Stigmem.Cli.Doctor;

/// <summary>A clock that runs behind gives facts times before those they follow.</summary>
internal static class ClockCheck
{
    private static readonly DateTimeOffset Written = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static CheckResult Run(Patient patient)
    {
        const string name = "clock";
        const string cure = "Set the clock of this machine, best by NTP.";
        var now = patient.Time.GetUtcNow();
        var text = now.ToString("u", CultureInfo.InvariantCulture);
        if (now < Written)
            return CheckResult.Failed(name, $"{text} is before this program was written", cure);
        if (patient.HasDatabase && File.GetLastWriteTimeUtc(patient.DatabasePath) > now + Tolerance)
            return CheckResult.Failed(name, $"{text} is before the last write to the database", cure);
        return CheckResult.Ok(name, text);
    }
}
