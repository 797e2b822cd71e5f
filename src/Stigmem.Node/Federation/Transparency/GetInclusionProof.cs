using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Transparency;

/// <summary><c>GET /v1/federation/log/inclusion</c>: that an entry stands in the log (RFC 6962, section 2.1.1).</summary>
internal sealed class GetInclusionProof(SqlEngine engine)
{
    public static readonly Operation Operation = new("GET", "/v1/federation/log/inclusion", "get_inclusion_proof", "federation", "Prove that an entry stands in the transparency log")
    {
        IsOpen = true,
        Answer = typeof(InclusionProofRecord),
        Parameters =
        [
            new("index", "integer", "The entry, from 0.", IsRequired: true), new("tree_size", "integer", "The size of the tree that the proof leads to; without it the present one."),
        ],
        Refusals = [400, 404],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        query.RequiredText("index");
        var (asked, askedSize) = (query.Sequence("index"), query.Sequence("tree_size"));
        if (query.Errors.Any || asked is not { } index)
            return Reply.Invalid(query.Errors);
        using var lease = engine.Read();
        var size = LogRows.Size(lease.Session);
        if (index >= size || askedSize > size)
            return Reply.Refuse(FaultCode.NotFound, $"the log has {size} entries");
        var treeSize = askedSize ?? size;
        if (index < 0 || index >= treeSize)
            return Reply.Refuse(FaultCode.BadRequest, "index must lie between 0 and tree_size - 1");
        var rows = new MerkleRows(lease.Session);
        return Reply.Ok(new InclusionProofRecord
        {
            LogIndex = index,
            TreeSize = treeSize,
            LeafHash = rows.Read(0, index).ToString(),
            Hashes = [.. new MerkleTree(rows).ProveInclusion(index, treeSize).Select(hash => hash.ToString())],
        });
    }
}
