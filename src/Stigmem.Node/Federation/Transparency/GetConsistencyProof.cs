using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Transparency;

/// <summary><c>GET /v1/federation/log/consistency</c>: that a longer log continues a shorter one (RFC 6962, section 2.1.2).</summary>
internal sealed class GetConsistencyProof(SqlEngine engine)
{
    public static readonly Operation Operation = new("GET", "/v1/federation/log/consistency", "get_consistency_proof", "federation", "Prove that the transparency log only grew")
    {
        IsOpen = true,
        Answer = typeof(ConsistencyProofRecord),
        Parameters =
        [
            new("first", "integer", "The size of the shorter log.", IsRequired: true), new("second", "integer", "The size of the longer; without it the present one."),
        ],
        Refusals = [400, 404],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        query.RequiredText("first");
        var (asked, askedSecond) = (query.Sequence("first"), query.Sequence("second"));
        if (query.Errors.Any || asked is not { } first)
            return Reply.Invalid(query.Errors);
        using var lease = engine.Read();
        var size = LogRows.Size(lease.Session);
        if (first > size || askedSecond > size)
            return Reply.Refuse(FaultCode.NotFound, $"the log has {size} entries");
        var second = askedSecond ?? size;
        if (first < 0 || first > second)
            return Reply.Refuse(FaultCode.BadRequest, "first must lie between 0 and second");
        return Reply.Ok(new ConsistencyProofRecord
        {
            FirstSize = first,
            SecondSize = second,
            Hashes = [.. new MerkleTree(new MerkleRows(lease.Session)).ProveConsistency(first, second).Select(hash => hash.ToString())],
        });
    }
}
