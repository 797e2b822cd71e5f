using Stigmem.Cli.Tests.Running;
using Stigmem.Core.Signatures;

namespace Stigmem.Cli.Tests.Federation;

public sealed class KeygenTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task A_key_is_printed_whole_or_written_for_its_owner_alone()
    {
        var printed = await _sandbox.JsonAsync("keygen");
        Assert.True(Ed25519Signer.TryCreate(printed.GetProperty("private_key").GetString(), out var signer));
        using (signer)
            Assert.Equal(signer.PublicKeyText, printed.GetProperty("public_key").GetString());

        var written = await _sandbox.RunAsync("keygen", "--out", "node.key");
        var seed = (await File.ReadAllTextAsync(_sandbox.File("node.key"))).Trim();
        Assert.DoesNotContain(seed, written.ShouldSucceed().ToString(), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_sandbox.File("node.key")));
        (await _sandbox.RunAsync("keygen", "--out", "node.key")).ShouldFail(1, "key_file_exists");
    }

    public void Dispose() => _sandbox.Dispose();
}
