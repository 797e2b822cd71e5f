using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Ingest;

/// <summary><c>GET /v1/federation/letters</c>: facts of peers that were not stored, and why. An addition to the reference.</summary>
internal sealed class ListLetters(SqlEngine engine, PeerDirectory peers)
{
    public static readonly Operation Operation = new("GET", "/v1/federation/letters", "list_dead_letters", "federation", "List facts of peers that were not stored")
    {
        Answer = typeof(DeadLetterPage),
        Refusals = [400, 403],
        Parameters =
        [
            new("peer_id", "string", "Only of this registration."),
            new("cursor", "string", "Where the previous page ended."),
            new("limit", "integer", "Letters a page, 1 to 500, default 50."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        var limit = query.Integer("limit", 50, 1, 500);
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.HasOnNode(Permissions.Federate))
            return Reply.Refuse(FaultCode.PermissionRequired, "federate permission required");
        Guid? ofPeer = null;
        if (query.Text("peer_id") is { } text)
        {
            if (!Guid.TryParse(text, out var id))
                return Reply.Ok(new DeadLetterPage { Letters = [], Cursor = null, HasMore = false });
            ofPeer = id;
        }
        if (!DeadLetterKey.TryParse(query.Text("cursor"), out var after))
            return Reply.Refuse(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
        using var lease = engine.Read();
        var found = DeadLetters.Page(lease.Session, ofPeer, after, limit + 1);
        var hasMore = found.Count > limit;
        return Reply.Ok(new DeadLetterPage
        {
            Letters = [.. found.Take(limit).Select(Record)],
            Cursor = hasMore ? found[limit - 1].Key.Text : null,
            HasMore = hasMore,
        });
    }

    private DeadLetterRecord Record(DeadLetter letter) => new()
    {
        PeerId = letter.Key.Peer.ToString(),
        NodeId = PeerDirectory.Find(peers.Current, letter.Key.Peer)?.NodeId,
        FactId = letter.FactId,
        Reason = letter.Reason,
        Curable = letter.IsCurable && letter.Attempts < DeadLetters.MostAttempts,
        Attempts = letter.Attempts,
        FirstSeen = Instants.Format(letter.FirstMicroseconds),
        LastTried = Instants.Format(letter.LastMicroseconds),
    };
}
