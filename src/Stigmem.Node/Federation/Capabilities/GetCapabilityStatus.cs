using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Capabilities.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>
/// <c>GET /v1/federation/capability-tokens/{token_id}/status</c>: lets other nodes learn that a token was taken back. It is
/// open, but there is no list: who has not seen a token does not know its id.
/// </summary>
internal sealed class GetCapabilityStatus(SqlEngine engine)
{
    private const string Prefix = "/v1/federation/capability-tokens/";
    private const string Suffix = "/status";

    public static readonly Operation Operation = new("GET", Prefix + "{token_id}" + Suffix, "get_capability_status", "identity", "Whether a capability token was taken back")
    {
        IsOpen = true,
        Answer = typeof(CapabilityStatusResponse),
        Refusals = [404],
    };

    /// <summary>Where a node answers for one of its tokens.</summary>
    public static string PathOf(string tokenId) => Prefix + Uri.EscapeDataString(tokenId) + Suffix;

    public ValueTask<IResult> Handle(Call call)
    {
        var tokenId = call.PathPart(Prefix, Suffix);
        using var lease = engine.Read();
        if (CapabilityRows.Find(lease.Session, tokenId) is null)
            return ValueTask.FromResult(Reply.Refuse(FaultCode.NotFound, "capability token not found"));
        var revocation = CapabilityRows.FindRevocation(lease.Session, tokenId);
        return ValueTask.FromResult(Reply.Ok(new CapabilityStatusResponse
        {
            TokenId = tokenId,
            Status = revocation is null ? "live" : "revoked",
            Revocation = revocation,
        }));
    }
}
