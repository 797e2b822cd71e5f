using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;

namespace Stigmem.Cli.Commands.Federation.Keys;

/// <summary><c>stigmem key rotate</c>.</summary>
internal static class KeyRotate
{
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

    public static Command Create() => Define.Local(
        "rotate",
        "Changes a key. peers: makes a new key beside the database, which the node takes at its next start, and keeps the old one for a day. "
        + "organisation: publishes a manifest in which the old key hands over to the new; the old one is STIGMEM_NODE_PRIVATE_KEY.",
        [Kind, Out, SharedOptions.LocalDatabase, SharedOptions.Url, SharedOptions.ApiKey], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        if (call.Get(Kind) == Peers)
        {
            call.Output.Show(PeerKeyRotation.Run(call), made =>
            {
                call.Output.Fields(("fingerprint", made.Fingerprint), ("previous_fingerprint", made.PreviousFingerprint), ("previous_key_until", made.PreviousKeyUntil));
                call.Output.Note("Start the node again; then, before that time, introduce it again to every peer: 'stigmem federation register-peer'.");
            });
            return ExitCodes.Ok;
        }
        if (call.Get(Out) is not { } path)
            throw CommandFailure.Usage("--out is missing", "Name a file for the new private half.");
        call.Output.Show(await OrganisationKeyRotation.RunAsync(call, path), made =>
        {
            call.Output.Fields(("entity_uri", made.EntityUri), ("key_id", made.KeyId), ("previous_key_id", made.PreviousKeyId), ("seed_file", made.SeedFile));
            call.Output.Note("Start the node again with:");
            call.Output.Verbatim($"STIGMEM_NODE_PRIVATE_KEY_FILE={made.SeedFile}");
        });
        return ExitCodes.Ok;
    }
}
