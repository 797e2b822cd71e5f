using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Embeddings;

namespace Stigmem.Node.Embeddings;

/// <summary>
/// <c>POST /v1/admin/embeddings/backfill</c>, an addition to the reference: goes on for a few seconds now, whatever the job
/// is waiting for. Called until the position is at the head.
/// </summary>
internal sealed class BackfillEmbeddings(EmbeddingSettings settings, EmbedJob job, EmbeddingReport report)
{
    public static readonly Operation Operation = new("POST", "/v1/admin/embeddings/backfill", "backfill_embeddings", "admin", "Make vectors that are missing")
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
        await job.CatchUpAsync(EmbedJob.Patience, call.Aborted);
        return Reply.Ok(report.Read());
    }
}
