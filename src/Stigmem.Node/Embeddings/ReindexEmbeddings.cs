using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Embeddings;

namespace Stigmem.Node.Embeddings;

/// <summary><c>POST /v1/admin/embeddings/reindex</c>, an addition to the reference: throws all vectors away, to be made anew by the model that is set.</summary>
internal sealed class ReindexEmbeddings(EmbeddingSettings settings, EmbedJob job, EmbeddingReport report)
{
    public static readonly Operation Operation = new("POST", "/v1/admin/embeddings/reindex", "reindex_embeddings", "admin", "Make all vectors anew")
    {
        Answer = typeof(EmbeddingStatus),
        Dimension = QuotaDimension.AdminAction,
        Refusals = [403, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Admin))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin permission required");
        if (!settings.Enabled)
            return Reply.Refuse(FaultCode.Conflict, "embeddings are switched off; see stigmem embed status");
        await job.ReindexAsync(call.Aborted);
        return Reply.Ok(report.Read());
    }
}
