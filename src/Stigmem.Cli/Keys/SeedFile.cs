using System.Security.Cryptography;
using System.Text;
using Stigmem.Cli.Failures;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;

namespace Stigmem.Cli.Keys;

/// <summary>A file of mode 0600 that holds one Ed25519 seed as base64url. The seed never leaves these methods.</summary>
internal static class SeedFile
{
    private const int MostBytes = 1_024;

    /// <summary>Makes a new key; an existing file is never overwritten.</summary>
    public static Ed25519Signer Create(string path)
    {
        RequireFree(path);
        var seed = RandomNumberGenerator.GetBytes(Ed25519.KeyLength);
        try
        {
            using (var file = OwnerOnly.Open(path, FileMode.CreateNew, FileShare.None))
            {
                file.Write(Encoding.ASCII.GetBytes(Base64Url.Encode(seed) + "\n"));
                file.Flush(flushToDisk: true);
            }
            return new Ed25519Signer(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Checks that a new key may go to a file.</summary>
    /// <exception cref="CommandFailure">There is one.</exception>
    public static void RequireFree(string path)
    {
        if (File.Exists(path))
            throw new CommandFailure($"{path} exists already", "key_file_exists", "Name another file; an overwritten key is lost for ever.");
    }

    /// <summary>Opens the key of a file.</summary>
    /// <exception cref="CommandFailure">The file is missing or holds no seed.</exception>
    public static Ed25519Signer Open(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new CommandFailure($"there is no key file at {path}", "key_file_missing", "'stigmem agent-keys generate' makes one.");
        return file.Length <= MostBytes && Ed25519Signer.TryCreate(File.ReadAllText(path).Trim(), out var signer)
            ? signer
            : throw new CommandFailure($"{path} does not hold an Ed25519 seed", "key_file_invalid", "It must be one line: 32 bytes as base64url.");
    }
}
