using System.Globalization;
using Stigmem.Data.Sqlite;
using Stigmem.Data;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Hosting;

namespace Stigmem.Cli.Doctor;

/// <summary>Checks of the database itself; all of them read, none writes, so a node may be running.</summary>
internal static class StoreChecks
{
    private const int SoonInDays = 14;
    private const string NoDatabase = "there is no database yet";

    /// <summary>Which SQLite runs.</summary>
    public static CheckResult Library(Patient patient)
    {
        const string name = "sqlite";
        try
        {
            return CheckResult.Ok(name, $"{SqliteLibrary.Version} ({SqliteLibrary.Origin})");
        }
        catch (DllNotFoundException e)
        {
            return CheckResult.Failed(name, e.Message, $"Install libsqlite3, or unset {SqliteLibrary.ChoiceVariable}.");
        }
    }

    /// <summary>The file opens and is a store.</summary>
    public static CheckResult Opens(Patient patient) => Check(patient, "store", () =>
        StoreBackup.AppliedMigrations(patient.DatabasePath) is { } applied
            ? CheckResult.Ok("store", $"{patient.DatabasePath} opens, {applied.Count} migrations")
            : CheckResult.Failed("store", "the file is a database, but not a store", SqlFailureException.CureFor(SqlFailure.NotAStore)));

    /// <summary>The schema is this program's.</summary>
    public static CheckResult Migrations(Patient patient) => Check(patient, "migrations", () =>
        StoreBackup.PendingMigrations(patient.DatabasePath, NodeSchema.Migrations) is var pending and > 0
            ? CheckResult.Warning("migrations", $"{pending} wait", "The next start of a node applies them.")
            : CheckResult.Ok("migrations", "all applied"));

    /// <summary>Every page is sound.</summary>
    public static CheckResult Integrity(Patient patient) => Check(patient, "integrity", () =>
        StoreBackup.Damage(patient.DatabasePath) is { Count: > 0 } damage
            ? CheckResult.Failed("integrity", $"{damage.Count} faults, the first: {damage[0]}", SqlFailureException.CureFor(SqlFailure.Corrupt))
            : CheckResult.Ok("integrity", "no damage"));

    /// <summary>What the transparency log says was not changed by other hands.</summary>
    public static CheckResult TransparencyLog(Patient patient) => Check(patient, "log", () =>
        LogFiles.FirstBroken(patient.DatabasePath, patient.Time) is { } broken
            ? CheckResult.Failed("log", string.Create(CultureInfo.InvariantCulture, $"entry {broken} of the transparency log is not what was hashed"), "Somebody changed the database; restore it from a backup, and compare heads with those who keep them.")
            : CheckResult.Ok("log", "every entry of the transparency log is what was hashed"));

    /// <summary>Somebody can administer the node, and will be able to next week.</summary>
    public static CheckResult AdminKey(Patient patient) => Check(patient, "admin_key", () =>
    {
        const string name = "admin_key";
        if (patient.Settings is { Auth.Required: false })
            return CheckResult.Skipped(name, "authentication is off");
        var outlook = AdminKeyOutlook.Read(patient.DatabasePath, patient.Time);
        if (outlook.Alive == 0)
            return CheckResult.Failed(name, "no admin key is alive", "Stop the node and run 'stigmem auth bootstrap-key'.");
        var detail = string.Create(CultureInfo.InvariantCulture, $"{outlook.Alive} alive, the last until {outlook.LastExpiry?.ToString("u") ?? "ever"}");
        return outlook.LastExpiry - patient.Time.GetUtcNow() < TimeSpan.FromDays(SoonInDays)
            ? CheckResult.Warning(name, detail, "Make a new one with 'stigmem keys create' or 'stigmem keys rotate'.")
            : CheckResult.Ok(name, detail);
    });

    private static CheckResult Check(Patient patient, string name, Func<CheckResult> check)
    {
        if (!patient.HasDatabase)
            return CheckResult.Skipped(name, NoDatabase);
        try
        {
            return check();
        }
        catch (SqlFailureException e)
        {
            return CheckResult.Failed(name, e.Message, e.Cure);
        }
    }
}
