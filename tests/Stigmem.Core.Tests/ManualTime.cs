namespace Stigmem.Core.Tests;

/// <summary>A wall clock that moves only by hand, forwards or backwards.</summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public long NowMs
    {
        get => Now.ToUnixTimeMilliseconds();
        set => Now = DateTimeOffset.FromUnixTimeMilliseconds(value);
    }

    public override DateTimeOffset GetUtcNow() => Now;
}
