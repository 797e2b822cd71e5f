using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Federation;

/// <summary>The key with which a node of this machine speaks to its peers.</summary>
internal static class LocalFederationKey
{
    /// <summary>Opens the key of the settings, else the one beside the database. None is made: it would not be the node's.</summary>
    /// <exception cref="CommandFailure">There is none, or it is none.</exception>
    public static Ed25519Signer Open(NodeSettings settings, string databasePath)
    {
        if (settings.Federation.PrivateKey is { Length: > 0 } seed)
        {
            return Ed25519Signer.TryCreate(seed, out var signer)
                ? signer
                : throw new CommandFailure("STIGMEM_FEDERATION_PRIVKEY is no key", "key_invalid", "It must be 32 bytes in base64url, as 'stigmem keygen' prints them.");
        }
        var file = FederationKey.FileOf(databasePath);
        return File.Exists(file)
            ? SeedFile.Open(file)
            : throw new CommandFailure(
                $"there is no federation key at {file}", "no_federation_key",
                "Name the database of the local node with --db, or set STIGMEM_FEDERATION_PRIVKEY; a node makes the file when it starts.");
    }

    /// <summary>The key before, for a day after a change; with it a node vouches for the new one.</summary>
    public static Ed25519Signer? OpenPrevious(string databasePath, TimeProvider time)
    {
        if (FederationKey.OpenRetired(databasePath) is not { } retired)
            return null;
        if (time.GetUtcNow() < retired.Until)
            return retired.Key;
        retired.Key.Dispose();
        return null;
    }
}
