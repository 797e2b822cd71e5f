using Stigmem.Agents.Vault;
using Stigmem.Testing;

namespace Stigmem.Agents.Tests.Vault;

/// <summary>One lock for this program and the Python stack's.</summary>
public sealed class FileLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Python_is_refused_while_we_hold_it_and_gets_it_afterwards()
    {
        var vault = new FileVault(_folder.Path, TimeProvider.System);
        await using (await vault.LockAsync(".lock", TimeSpan.Zero, default))
        {
            Assert.Equal("busy\n", await Python.RunAsync("Vault/hold_lock.py", "", _folder.File(".lock")));
            Assert.StartsWith($"pid={Environment.ProcessId} acquired=", DurableFiles.ReadUnlocked(_folder.File(".lock"), 100), StringComparison.Ordinal);
        }
        Assert.Equal("held\n", await Python.RunAsync("Vault/hold_lock.py", "", _folder.File(".lock")));
    }

    [Fact]
    public async Task We_are_refused_while_python_holds_it_and_get_it_when_it_is_killed()
    {
        var vault = new FileVault(_folder.Path, TimeProvider.System);
        using var python = Python.Start("Vault/hold_lock.py", _folder.File(".lock"));
        Assert.Equal("held", await python.StandardOutput.ReadLineAsync());
        var refused = await Assert.ThrowsAsync<AgentException>(async () => await vault.LockAsync(".lock", TimeSpan.Zero, default));
        Assert.Equal("LockBusy", refused.Code);
        python.Kill();
        await python.WaitForExitAsync();
        await using var mine = await vault.LockAsync(".lock", TimeSpan.Zero, default);
    }

    [Fact]
    public async Task A_second_taker_is_told_who_has_it_and_waits_no_longer_than_it_wants()
    {
        var time = new FakeTime();
        var vault = new FileVault(_folder.Path, time);
        await using var first = await vault.LockAsync(".lock", TimeSpan.Zero, default);
        time.Advance(TimeSpan.FromMinutes(40));
        var waiting = vault.LockAsync(".lock", TimeSpan.FromSeconds(1), default).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        var refused = await Assert.ThrowsAsync<AgentException>(() => waiting);
        Assert.Contains($"held by process {Environment.ProcessId} since 240", refused.Message, StringComparison.Ordinal);
    }
}
