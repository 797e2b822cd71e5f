using System.Text.Json;
using Stigmem.Core.Ingest;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>Facts of one page or push, as they came.</summary>
/// <param name="Peer">Who sent them.</param>
/// <param name="Terms">What applies to all of them.</param>
/// <param name="Facts">The facts, unread.</param>
/// <param name="NextCursor">Where the next page begins; saved together with the facts. Null saves none.</param>
internal sealed record PeerPage(Peer Peer, IngestTerms Terms, IReadOnlyList<JsonElement> Facts, string? NextCursor)
{
    /// <summary>Whether these are dead letters, tried again.</summary>
    public bool IsRetry { get; init; }
}
