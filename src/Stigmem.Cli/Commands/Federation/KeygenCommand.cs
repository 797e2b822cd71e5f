using System.CommandLine;
using System.Security.Cryptography;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;
using Stigmem.Cli.Keys;
using Stigmem.Core.Signatures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem keygen</c>.</summary>
internal static class KeygenCommand
{
    private static readonly Option<string?> Out = new("--out") { Description = "File for the private half, mode 0600; never overwritten. Default: it is printed.", HelpName = "file" };

    public static Command Create() => Define.Local(
        "keygen", "Makes a key among peers. A node makes its own at its first start; this is for those who keep secrets elsewhere.", [Out], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        call.Output.Show(call.Get(Out) is { } path ? ToFile(path) : ToOutput(), made =>
        {
            call.Output.Fields(("public_key", made.PublicKey), ("fingerprint", made.Fingerprint), ("seed_file", made.SeedFile));
            call.Output.Verbatim(made.PrivateKey is { } seed ? $"STIGMEM_FEDERATION_PRIVKEY={seed}" : $"STIGMEM_FEDERATION_PRIVKEY_FILE={made.SeedFile}");
        });
        return ExitCodes.Ok;
    }

    private static GeneratedFederationKey ToFile(string path)
    {
        using var signer = SeedFile.Create(path);
        return new GeneratedFederationKey(signer.PublicKeyText, KeyFingerprint.OfKeyText(signer.PublicKeyText), Path.GetFullPath(path), null);
    }

    private static GeneratedFederationKey ToOutput()
    {
        var seed = RandomNumberGenerator.GetBytes(Ed25519.KeyLength);
        using var signer = new Ed25519Signer(seed);
        var text = Base64Url.Encode(seed);
        CryptographicOperations.ZeroMemory(seed);
        return new GeneratedFederationKey(signer.PublicKeyText, KeyFingerprint.OfKeyText(signer.PublicKeyText), null, text);
    }
}
