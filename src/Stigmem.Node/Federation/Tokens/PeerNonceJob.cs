using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Tokens.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Tokens;

/// <summary>Forgets nonces that no token can bring again, when no peer calls any more that would do so in passing.</summary>
internal sealed class PeerNonceJob(SqlEngine engine, TimeProvider time) : IJob
{
    public string Name => "peer nonces";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (!HasAny(nowMs))
            return;
        while (await engine.WriteAsync(session => PeerNonces.Forget(session, nowMs)) == PeerNonces.MostAtOnce)
            ct.ThrowIfCancellationRequested();
    }

    private bool HasAny(long nowMs)
    {
        using var lease = engine.Read();
        return PeerNonces.HasOld(lease.Session, nowMs);
    }
}
