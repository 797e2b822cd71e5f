using System.Text.Json;
using Stigmem.Core.Ingest;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>Facts of one page or push, as they came.</summary>
/// <param name="Peer">Who sent them.</param>
/// <param name="Terms">What applies to all of them.</param>
/// <param name="Facts">The facts, unread.</param>
/// <param name="NextCursor">How far pulling has come behind them; saved together with the facts. Null saves none.</param>
internal sealed record PeerPage(Peer Peer, IngestTerms Terms, IReadOnlyList<JsonElement> Facts, PullCursor? NextCursor)
{
    /// <summary>Whether these are dead letters, tried again.</summary>
    public bool IsRetry { get; init; }
}
