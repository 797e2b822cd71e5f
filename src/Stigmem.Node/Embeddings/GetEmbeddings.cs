using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Embeddings;

namespace Stigmem.Node.Embeddings;

/// <summary><c>GET /v1/admin/embeddings</c>, an addition to the reference: how embedding stands, and whether the provider answers.</summary>
internal sealed class GetEmbeddings(EmbeddingReport report)
{
    public static readonly Operation Operation = new("GET", "/v1/admin/embeddings", "get_embeddings", "admin", "How embedding stands")
    {
        Answer = typeof(EmbeddingStatus),
        Dimension = QuotaDimension.AdminAction,
        Refusals = [403],
        Parameters = [new("probe", "boolean", "Asks the provider for one vector of a fixed word.")],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var query = call.Query();
        var probe = query.Flag("probe", false);
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!call.Caller.Has(Permissions.Admin))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin permission required");
        return Reply.Ok(probe ? await report.ProbeAsync(call.Aborted) : report.Read());
    }
}
