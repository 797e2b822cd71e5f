using System.Text.Json.Serialization;
using Stigmem.Cli.Commands;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Federation;

/// <summary>A change of the organisation's key.</summary>
/// <param name="EntityUri">The organisation.</param>
/// <param name="KeyId">The id of the new key; null if none was made.</param>
/// <param name="PreviousKeyId">The id of the old one.</param>
/// <param name="SeedFile">Where the new private half is; null if none was made.</param>
/// <param name="LogIndex">Where the transparency log has the manifest; null if it is off, -1 if nothing was published.</param>
internal sealed record OrganisationKeyRotation(
    [property: JsonPropertyName("entity_uri")] string EntityUri,
    [property: JsonPropertyName("key_id")] string? KeyId,
    [property: JsonPropertyName("previous_key_id")] string PreviousKeyId,
    [property: JsonPropertyName("seed_file")] string? SeedFile,
    [property: JsonPropertyName("log_index")] long? LogIndex)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    /// <summary>Lets the old key hand over to a new one, in a manifest that is published at once.</summary>
    /// <param name="call">The command.</param>
    /// <param name="seedFile">Where the new private half goes. It stays there if publishing fails: the node may have taken the manifest.</param>
    /// <param name="isTrial">Whether everything is checked and nothing done.</param>
    /// <exception cref="CommandFailure">There is no manifest to follow, or the old key is not at hand.</exception>
    public static async Task<OrganisationKeyRotation> RunAsync(CommandCall call, string seedFile, bool isTrial)
    {
        var settings = NodeSettings.Read(SettingsSource.FromEnvironment(Environment.CurrentDirectory));
        if (!Ed25519Signer.TryCreate(settings.Organisation.PrivateKey, out var old))
            throw new CommandFailure("the organisation's old key is not at hand", "no_organisation_key", "Set STIGMEM_NODE_PRIVATE_KEY or STIGMEM_NODE_PRIVATE_KEY_FILE as for the node.");
        using (old)
        {
            await using var connection = await NodeConnection.OpenAsync(call);
            var known = (await connection.Client.Manifests.OwnAsync(call.Cancellation)).ToDomain();
            if (known.PublicKey.TrimEnd('=') != old.PublicKeyText)
            {
                throw new CommandFailure(
                    $"the manifest of {known.EntityUri} has another key than the one at hand", "key_mismatch",
                    "Set STIGMEM_NODE_PRIVATE_KEY to the key that the manifest names; 'stigmem manifest show' shows its id.");
            }
            Keys.SeedFile.RequireFree(seedFile);
            if (isTrial)
                return new OrganisationKeyRotation(known.EntityUri, null, known.KeyId, null, -1);
            using var next = Keys.SeedFile.Create(seedFile);
            var manifest = HandOver(known, old, next, call.Time);
            var published = await connection.Client.Manifests.PublishAsync(manifest.ToWire(null), call.Cancellation);
            return new OrganisationKeyRotation(manifest.EntityUri, manifest.KeyId, known.KeyId, Path.GetFullPath(seedFile), published.LogEntry?.LogIndex);
        }
    }

    private static OrgManifest HandOver(OrgManifest known, Ed25519Signer old, Ed25519Signer next, TimeProvider time)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        if (Instants.TryParse(known.IssuedAt, out var before))
            now = Math.Max(now, before + 1);
        return (known with
        {
            KeyId = ManifestKeys.IdOf(next),
            PublicKey = next.PublicKeyText,
            IssuedAt = Instants.Format(now),
            ExpiresAt = Instants.Format(now + (long)Life.TotalMicroseconds),
            RotationEvents = [.. known.RotationEvents, RotationEvent.Create(old, next, Instants.Format(now))],
        }).Sign(next);
    }
}
