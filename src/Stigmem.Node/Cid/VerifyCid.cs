using Microsoft.AspNetCore.Http;
using Stigmem.Core.ContentIds;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Cid;

namespace Stigmem.Node.Cid;

/// <summary><c>POST /v1/facts/{fact_id}/verify-cid</c>: is a fact still what its content id says (facts contract, section 12).</summary>
internal sealed class VerifyCid(FactLookup lookup)
{
    public static readonly Operation Operation = new("POST", "/v1/facts/{fact_id}/verify-cid", "verify_cid_v1_facts__fact_id__verify_cid_post", "facts", "Verify a fact's content id")
    {
        IsRead = true,
        Answer = typeof(CidVerifyResponse),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(
        lookup.ById(call.PathPart("/v1/facts/", "/verify-cid"), call.Caller).TryGet(out var fact, out var fault) ? Reply.Ok(Judge(fact)) : Reply.Refuse(fault));

    private static CidVerifyResponse Judge(StoredFact fact)
    {
        var computed = ContentId.Of(fact.ToBody());
        var holds = computed == fact.Cid;
        return new CidVerifyResponse
        {
            CidValid = holds,
            ComputedCid = computed.ToString(),
            StoredCid = fact.Cid.ToString(),
            MismatchReason = holds ? null : "stored_cid does not match computed_cid",
        };
    }
}
