using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Pull.Sql;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quotas;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Pull;

/// <summary><c>GET /v1/federation/facts</c>: a page of the log for a peer (federation contract, section 5.1).</summary>
internal sealed class ServeFacts(SqlEngine engine, PeerGate gate, OutgoingFacts outgoing, FederationAudit audit, PullLimits limits, HeldAnswers held, CommitSequence sequence, TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    private const int LargestPage = 500;
    private const int LongestWaitSeconds = 25;

    public static readonly Operation Operation = new(
        "GET", "/v1/federation/facts", "pull_facts_v1_federation_facts_get", "federation", "Read the log as a peer")
    {
        IsOpen = true,
        Answer = typeof(FederationFactsResponse),
        Refusals = [400, 401, 403, 429],
        Parameters =
        [
            new("scope", "string", "Only facts of this scope."),
            new("cursor", "string", "Where the previous page ended."),
            new("limit", "integer", "Facts a page, 1 to 500, default 100."),
            new("wait", "integer", "Seconds, at most 25, to hold an empty answer back until there is something; an addition to the reference."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!(await gate.AdmitAsync(call.Http.Request)).TryGet(out var caller, out var fault))
            return Reply.Refuse(fault);
        var parameters = call.Query();
        var limit = parameters.Integer("limit", 100, 1, LargestPage);
        var wait = TimeSpan.FromSeconds(parameters.Integer("wait", 0, 0, LongestWaitSeconds));
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        var cursor = parameters.Text("cursor");
        if (limits.Take(caller.Peer, cursor) is { } used)
            return QuotaExceeded.Answer(call.Http.Response, caller.Peer.NodeId, used.Dimension, used.RetryAfter);
        if (!(await NarrowAsync(caller, parameters.Text("scope"))).TryGet(out var scopes, out fault))
            return Reply.Refuse(fault);
        if (!outgoing.TryStart(cursor, out var start))
            return Reply.Refuse(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
        var isHeld = wait > TimeSpan.Zero && held.TryAdd(caller.Peer);
        FederationFactsResponse page;
        try
        {
            page = await ReadAsync(caller, scopes, cursor, start, limit, isHeld ? wait : TimeSpan.Zero, call.Aborted);
        }
        finally
        {
            if (isHeld)
                held.Remove(caller.Peer);
        }
        limits.Gave(caller.Peer, page.Cursor, page.HasMore, OutgoingFacts.Weight(page));
        return Reply.Ok(page);
    }

    /// <summary>The first page with a fact, or an empty one when the wait is over. The peer may be turned away meanwhile.</summary>
    private async ValueTask<FederationFactsResponse> ReadAsync(
        PeerCaller caller, PeerScopes scopes, string? cursor, OutgoingCursor start, int limit, TimeSpan wait, CancellationToken ct)
    {
        // A node that stops answers at once what it has; it would wait for its peers otherwise.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var started = time.GetTimestamp();
        while (true)
        {
            var head = sequence.Head;
            var page = outgoing.Read(caller.Peer, caller.ClockMs, scopes, cursor, start, limit);
            var left = wait - time.GetElapsedTime(started);
            if (page.Facts.Count > 0 || page.HasMore || left <= TimeSpan.Zero)
                return page;
            // An empty page was looked through to the end; its cursor may be older than that, for numbers of audit rows count, too.
            cursor = page.Cursor;
            start = outgoing.TryStart(cursor, out var place) ? place.Behind(Math.Max(place.After, head)) : start;
            try
            {
                await sequence.BeyondAsync(head).WaitAsync(left, time, over.Token);
            }
            catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                return page;
            }
            if (!gate.IsActive(caller.Peer))
                return page with { Facts = [] };
        }
    }

    private async ValueTask<Outcome<PeerScopes>> NarrowAsync(PeerCaller caller, string? scopeName)
    {
        if (caller.Permitted.IsEmpty)
            return new Fault(FaultCode.ScopeNotPermitted, "no permitted scopes");
        if (scopeName is null)
            return caller.Permitted;
        if (FactScopes.TryParse(scopeName, out var scope) && caller.Permitted.Contains(scope))
            return new PeerScopes(scope);
        await engine.WriteAsync(session =>
        {
            audit.Bounded(
                session, "scope_violation", caller.Peer, "requested", "denied",
                ("requested_scope", scopeName.Length <= 64 ? scopeName : scopeName[..64]), ("permitted", caller.Permitted.ToString()));
            return true;
        });
        return new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this peer");
    }
}
