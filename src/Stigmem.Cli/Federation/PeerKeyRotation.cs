using System.Text.Json.Serialization;
using Stigmem.Cli.Commands;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Core.Clock;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Federation;

/// <summary>A change of the key among peers.</summary>
/// <param name="PublicKey">The new key; null if none was made.</param>
/// <param name="Fingerprint">What operators compare, where the old key's word is not enough; null if none was made.</param>
/// <param name="PreviousFingerprint">Of the old key.</param>
/// <param name="PreviousKeyUntil">Until when the node still has the old key.</param>
internal sealed record PeerKeyRotation(
    [property: JsonPropertyName("public_key")] string? PublicKey,
    [property: JsonPropertyName("fingerprint")] string? Fingerprint,
    [property: JsonPropertyName("previous_fingerprint")] string PreviousFingerprint,
    [property: JsonPropertyName("previous_key_until")] string PreviousKeyUntil)
{
    /// <summary>Makes a new key beside the database.</summary>
    /// <param name="call">The command.</param>
    /// <param name="keep">How long the node keeps the old key.</param>
    /// <param name="isTrial">Whether everything is checked and nothing done.</param>
    /// <exception cref="CommandFailure">There is no key to change, it lies elsewhere, or the last change is not over.</exception>
    public static PeerKeyRotation Run(CommandCall call, TimeSpan keep, bool isTrial)
    {
        var database = LocalStore.PathOf(call);
        if (NodeSettings.Read(SettingsSource.FromEnvironment(Environment.CurrentDirectory)).Federation.PrivateKey.Length > 0)
        {
            throw new CommandFailure(
                "the key is set by STIGMEM_FEDERATION_PRIVKEY, not kept beside the database", "key_in_settings",
                $"Write the seed into {FederationKey.FileOf(database)}, mode 0600, take it out of the settings, and rotate then.");
        }
        if (!File.Exists(FederationKey.FileOf(database)))
            throw new CommandFailure($"there is no federation key at {FederationKey.FileOf(database)}", "no_federation_key", "Name the database with --db; a node makes the file when it starts.");
        using var old = SeedFile.Open(FederationKey.FileOf(database));
        RefuseSecond(call, database, old);
        var now = call.Time.GetUtcNow();
        var previous = KeyFingerprint.OfKeyText(old.PublicKeyText);
        if (isTrial)
            return new PeerKeyRotation(null, null, previous, Text(now + keep));
        var (key, until) = FederationKey.Rotate(database, now, keep);
        return new PeerKeyRotation(key, KeyFingerprint.OfKeyText(key), previous, Text(until));
    }

    /// <summary>There is room for one old key: another change would take away the one that peers still know.</summary>
    private static void RefuseSecond(CommandCall call, string database, Ed25519Signer current)
    {
        if (FederationKey.OpenRetired(database) is not { } retired)
            return;
        using var key = retired.Key;
        if (key.PublicKeyText == current.PublicKeyText || retired.Until <= call.Time.GetUtcNow())
            return;
        throw new CommandFailure(
            $"the key before is still in use, until {Text(retired.Until)}", "rotation_running",
            $"Wait until then. If it must go at once, delete {FederationKey.RetiredFileOf(database)}: peers that were not told of the new key yet have to approve it then.");
    }

    private static string Text(DateTimeOffset at) => Instants.Format(at.ToUnixTimeMilliseconds() * 1_000);
}
