using System.Text.Json;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>
/// Tries facts again that were refused for a reason which may have gone (rulings 30): the clock has come closer, a
/// quarantine garden was made. The wait between tries doubles, and their number is bounded.
/// </summary>
internal sealed class RetryLetters(SqlEngine engine, FactIngest ingest, PeerTerms terms, TimeProvider time)
{
    /// <summary>Tries what is due of one peer.</summary>
    public async Task RunAsync(Peer peer)
    {
        var due = Due(peer);
        if (due.Count == 0)
            return;
        using var letters = JsonDocument.Parse($"[{string.Join(',', due)}]");
        await ingest.TakeAsync(new PeerPage(peer, terms.Pulled(peer), [.. letters.RootElement.EnumerateArray()], null) { IsRetry = true });
    }

    private List<string> Due(Peer peer)
    {
        using var lease = engine.Read();
        return DeadLetters.Due(lease.Session, peer, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
    }
}
