using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Doctor;
using Stigmem.Cli.Failures;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Doctor;

/// <summary><c>stigmem doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create() => Define.Local(
        "doctor", "Checks settings, files, database and port of this machine and says how to cure what is wrong. Exit code 1 if anything is.",
        [SharedOptions.LocalDatabase], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var settings = Settings(call, out var first);
        var patient = new Patient(LocalStore.PathOf(call), settings, call.Time);
        var diagnosis = new Diagnosis(
        [
            first,
            FileChecks.Folder(patient),
            FileChecks.Disk(patient),
            FileChecks.FileMode(patient),
            StoreChecks.Library(patient),
            StoreChecks.Opens(patient),
            StoreChecks.Migrations(patient),
            StoreChecks.Integrity(patient),
            StoreChecks.TransparencyLog(patient),
            FileChecks.Secret(patient),
            StoreChecks.AdminKey(patient),
            CertificateCheck.Run(patient),
            CertificateCheck.Key(patient),
            ClockCheck.Run(patient),
            await PortCheck.RunAsync(patient, call.Cancellation),
        ]);
        call.Output.Show(diagnosis, found => Explain(call, found));
        return diagnosis.Status == CheckStatus.Ok ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static NodeSettings? Settings(CommandCall call, out CheckResult check)
    {
        const string name = "settings";
        try
        {
            var settings = NodeSettings.Read(SettingsSource.FromEnvironment(Environment.CurrentDirectory));
            check = settings.Warnings.Count == 0
                ? CheckResult.Ok(name, "valid")
                : CheckResult.Warning(name, string.Join(" ", settings.Warnings), "Correct the names, or leave it if it is meant so.");
            return settings;
        }
        catch (SettingsException e)
        {
            check = CheckResult.Failed(name, string.Join("; ", e.Problems), "Correct the variables named; 'stigmem config show --origin' tells where values come from.");
            return null;
        }
    }

    private static void Explain(CommandCall call, Diagnosis diagnosis)
    {
        foreach (var check in diagnosis.Checks)
        {
            call.Output.Line($"{check.Status,-8} {check.Name,-15} {check.Detail}");
            if (check.Cure is not null)
                call.Output.Line($"{"",-24} cure: {check.Cure}");
        }
    }
}
