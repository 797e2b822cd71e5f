using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Snapshots;

/// <summary>Why a snapshot is not restored. Nothing has changed then.</summary>
internal static class SnapshotFailure
{
    private const string Refused = "snapshot_refused";

    /// <summary>The file is not what a snapshot is.</summary>
    public static CommandFailure Malformed(string what) =>
        new($"not a usable snapshot: {what}", Refused, "Nothing was changed. Take another snapshot, or one that was not altered.");

    /// <summary>The signer is unknown here.</summary>
    public static CommandFailure Untrusted(string publicKey) => new(
        $"the snapshot is signed by {publicKey}, which is not trusted here", "snapshot_untrusted",
        "If you know that key, list it with --trusted-keys '[\"" + publicKey + "\"]'. Nothing was changed.");

    /// <summary>The signature does not fit.</summary>
    public static CommandFailure BadSignature() => new(
        "the signature of the snapshot does not fit its manifest", "snapshot_signature_invalid", "The snapshot was altered. Nothing was changed.");
}
