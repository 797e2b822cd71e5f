using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Ingest;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Quotas;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quotas;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Push;

/// <summary>
/// <c>POST /v1/federation/facts/push</c>: a peer, or the holder of a capability token, hands its own facts over (federation
/// contract, section 6). Each is taken or refused by itself, and the answer says which; the sender keeps what was refused,
/// so nothing is kept of it here.
/// </summary>
internal sealed class ReceiveFacts(
    SqlEngine engine, PeerGate gate, CapabilityGate capabilities, FactIngest ingest, PeerTerms terms, PeerQuotas quotas, FederationAudit audit, RefusalRows refusals,
    FederationSettings settings)
{
    private const int MostFacts = 500;

    // Beyond this, callers of this node wait for its writer already, and a peer can wait at home.
    private const int MostWaiting = 2_048;
    private const double BusySeconds = 2;

    public static readonly Operation Operation = new(
        "POST", "/v1/federation/facts/push", "push_facts_v1_federation_facts_push_post", "federation", "Hand facts over as a peer")
    {
        IsOpen = true,
        Success = StatusCodes.Status202Accepted,
        Body = typeof(FederationPushRequest),
        Answer = typeof(FederationPushResponse),
        Refusals = [401, 403, 405, 413, 429],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!settings.PushEnabled)
        {
            // The status demands the header; nothing at all is allowed here.
            call.Http.Response.Headers.Allow = "";
            return Reply.Refuse(FaultCode.PushDisabled, "push replication not enabled on this node");
        }
        if (!(await AdmitAsync(call)).TryGet(out var page, out var fault))
            return Reply.Refuse(fault);
        if (engine.WritesWaiting > MostWaiting)
            return QuotaExceeded.Answer(call.Http.Response, page.Peer.NodeId, QuotaDimension.FederationPush, BusySeconds);
        if (quotas.Take(page.Peer, QuotaDimension.FederationBytes, call.Http.Request.ContentLength ?? 0) is { } bytesLater)
            return QuotaExceeded.Answer(call.Http.Response, page.Peer.NodeId, QuotaDimension.FederationBytes, bytesLater);
        // Whatever is in it, a page costs one; what is none would be free otherwise.
        if (quotas.Take(page.Peer, QuotaDimension.FederationPush, 1) is { } pageLater)
            return QuotaExceeded.Answer(call.Http.Response, page.Peer.NodeId, QuotaDimension.FederationPush, pageLater);
        using var body = await ReadAsync(call, page.Peer);
        if (call.Http.Request.ContentLength is null)
            quotas.Charge(page.Peer, QuotaDimension.FederationBytes, body.Bytes);
        IReadOnlyList<JsonElement> facts = body.IsReadable ? Read(body.Object) : [];
        if (!body.IsReadable || body.Errors.Any)
        {
            await RefusePageAsync(page.Peer, "malformed");
            return body.Refusal;
        }
        if (quotas.Take(page.Peer, QuotaDimension.FederationPush, Math.Max(0, facts.Count - 1)) is { } later)
            return QuotaExceeded.Answer(call.Http.Response, page.Peer.NodeId, QuotaDimension.FederationPush, later);
        return await ingest.TakeAsync(page with { Facts = facts }) is { } result
            ? Reply.Accepted(Answer(result))
            : Reply.Refuse(FaultCode.PeerTokenRefused, PeerTokenFault.NotApproved.Detail());
    }

    private async ValueTask<JsonBody> ReadAsync(Call call, Peer peer)
    {
        try
        {
            return await call.ReadJsonAsync();
        }
        catch (BadHttpRequestException)
        {
            // Too slow, too long or broken off; the server ends the request.
            await RefusePageAsync(peer, "incomplete");
            throw;
        }
    }

    /// <summary>Audits a page that is none, while such pages are few: no fact of it can be named.</summary>
    private async ValueTask RefusePageAsync(Peer peer, string reason)
    {
        if (!refusals.HasRow(peer.Id, $"page {reason}", out var leftOut))
            return;
        await engine.WriteAsync(session =>
        {
            audit.RefusedPage(session, peer, reason, leftOut);
            return true;
        });
    }

    /// <summary>The token of a peer counts first; without one that holds, a capability token does.</summary>
    private async ValueTask<Outcome<PeerPage>> AdmitAsync(Call call)
    {
        var request = call.Http.Request;
        var hasCapability = CapabilityGate.HasToken(request);
        var fault = new Fault(FaultCode.PeerTokenRefused, "peer token or X-Stigmem-Capability header required");
        if (PeerGate.HasToken(request) && (await gate.AdmitAsync(request)).TryGet(out var caller, out fault))
            return new PeerPage(caller.Peer, terms.Pushed(caller), [], null);
        if (!hasCapability)
            return fault;
        if (!(await capabilities.AdmitAsync(request, call.Aborted)).TryGet(out var token, out fault))
            return fault;
        var granted = terms.Pushed(token);
        return new PeerPage(Peer.OfCapability(token.Subject, granted.Permitted), granted, [], null);
    }

    private static IReadOnlyList<JsonElement> Read(ObjectReader body)
    {
        if (!body.TryGet("facts", out var facts))
        {
            body.Missing("facts");
            return [];
        }
        if (facts.ValueKind != JsonValueKind.Array || facts.GetArrayLength() <= MostFacts)
            return body.Objects("facts");
        body.Errors.Add("too_long", body.At("facts"), $"List should have at most {MostFacts} items", "null", $$"""{"max_length":{{MostFacts}}}""");
        return [];
    }

    private static FederationPushResponse Answer(IngestResult result) => new()
    {
        Accepted = result.Stored + result.Known,
        Rejected = result.Refused.Count,
        Errors = [.. result.Refused.Select(refused => new FederationPushError { FactId = refused.FactId, Error = refused.Reason.PushError() })],
    };
}
