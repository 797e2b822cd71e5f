using System.Text.Json;
using Stigmem.Core.Ingest;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>
/// Takes facts of peers in (federation contract, section 7). What needs no store is judged before the writer's turn; one
/// fact that is refused does not hold up the others.
/// </summary>
internal sealed class FactIngest(SqlEngine engine, IngestTurn turn, FederationMetrics metrics, LimitSettings limits)
{
    private readonly InboundFactReader _reader = new(limits.MaxValueBytes);

    /// <summary>Stores what may be stored, with the cursor, in one commit.</summary>
    /// <returns>Null when the peer was turned away meanwhile.</returns>
    public async Task<IngestResult?> TakeAsync(PeerPage page)
    {
        var judged = page.Facts.Select(json => Judge(json, page.Terms)).ToList();
        var result = await engine.WriteAsync(session => turn.Execute(session, page, judged));
        if (result is not null && !page.IsRetry)
            metrics.Ingested(page.Peer, result);
        return result;
    }

    private InboundLetter Judge(JsonElement json, IngestTerms terms)
    {
        var fact = _reader.Read(json, out var refusal);
        var screened = fact is null ? null : IngestScreen.Judge(fact, terms, out refusal);
        return new InboundLetter(json, fact?.Id.ToString() ?? InboundFactReader.IdText(json), screened, refusal);
    }
}
