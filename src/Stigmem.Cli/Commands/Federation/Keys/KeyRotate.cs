using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;

namespace Stigmem.Cli.Commands.Federation.Keys;

/// <summary><c>stigmem key rotate</c>.</summary>
internal static class KeyRotate
{
    private const string NothingDone = "Nothing was done; without --dry-run it would be.";
    private const int MostDays = 365;
    private const string Peers = "peers";
    private const string Organisation = "organisation";

    private static readonly Option<string?> Kind = new Option<string?>("--kind")
    {
        Description = "peers: the key that signs tokens for peers; organisation: the key that signs the manifest and capability tokens.",
        DefaultValueFactory = _ => Peers,
    }.From([Peers, Organisation]);

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "With --kind organisation: file for the new private half, mode 0600; never overwritten.",
        HelpName = "file",
    };

    private static readonly Option<int?> DualTrustDays = new("--dual-trust-days")
    {
        Description = $"With --kind peers: how many days the node keeps the old key for peers that were not told of the new one, 1 to {MostDays}. Default: 1. "
            + "Others trust an organisation's old key for 90 days, whatever it wants.",
        HelpName = "days",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Checks everything, makes no key and publishes nothing." };

    public static Command Create() => Define.Local(
        "rotate",
        "Changes a key. peers: makes a new key beside the database, which the node takes at its next start, and keeps the old one for a while. "
        + "organisation: publishes a manifest in which the old key hands over to the new; the old one is STIGMEM_NODE_PRIVATE_KEY.",
        [Kind, Out, DualTrustDays, DryRun, SharedOptions.LocalDatabase, SharedOptions.Url, SharedOptions.ApiKey], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var isTrial = call.Get(DryRun);
        var days = call.Get(DualTrustDays);
        if (call.Get(Kind) == Peers)
        {
            if (days is < 1 or > MostDays)
                throw CommandFailure.Usage($"--dual-trust-days {days} is out of range", $"Keep the old key for 1 to {MostDays} days.");
            call.Output.Show(PeerKeyRotation.Run(call, TimeSpan.FromDays(days ?? 1), isTrial), made =>
            {
                call.Output.Fields(("fingerprint", made.Fingerprint), ("previous_fingerprint", made.PreviousFingerprint), ("previous_key_until", made.PreviousKeyUntil));
                call.Output.Note(isTrial ? NothingDone : "Start the node again; then, before that time, introduce it again to every peer: 'stigmem federation register-peer'.");
            });
            return ExitCodes.Ok;
        }
        if (days is not null)
            throw CommandFailure.Usage("--dual-trust-days is for --kind peers", "Others trust an organisation's old key for 90 days, whatever it wants.");
        if (call.Get(Out) is not { } path)
            throw CommandFailure.Usage("--out is missing", "Name a file for the new private half.");
        call.Output.Show(await OrganisationKeyRotation.RunAsync(call, path, isTrial), made =>
        {
            call.Output.Fields(("entity_uri", made.EntityUri), ("key_id", made.KeyId), ("previous_key_id", made.PreviousKeyId), ("seed_file", made.SeedFile));
            call.Output.Note(isTrial ? NothingDone : "Start the node again with:");
            if (!isTrial)
                call.Output.Verbatim($"STIGMEM_NODE_PRIVATE_KEY_FILE={made.SeedFile}");
        });
        return ExitCodes.Ok;
    }
}
