using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary>
/// Sends audit lines page by page, oldest first. Between pages no reader of the store is held, so that a slow client
/// holds up nothing.
/// </summary>
internal sealed class AuditExport(AuditPages pages, AuditFilter filter, Principal caller, int limit, bool isCsv) : IResult
{
    private const int LinesAPage = 500;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        response.Headers.ContentDisposition = $"attachment; filename=\"stigmem-audit.{(isCsv ? "csv" : "ndjson")}\"";
        var text = new StringBuilder(isCsv ? AuditCsv.Header : "");
        var after = 0L;
        var left = limit;
        do
        {
            var page = pages.OldestFirst(filter, caller, after, Math.Min(left, LinesAPage));
            foreach (var entry in page.Entries)
                Append(text, entry);
            if (!await SendAsync(response.BodyWriter, text, httpContext.RequestAborted))
                return;
            (after, left) = (page.Last?.Seq ?? after, left - page.Entries.Count);
            if (!page.HasMore)
                return;
        }
        while (left > 0);
    }

    private void Append(StringBuilder text, AuditLogEntry entry)
    {
        if (isCsv)
            AuditCsv.Append(text, entry);
        else
            text.Append(JsonSerializer.Serialize(entry, WireType<AuditLogEntry>.Info)).Append('\n');
    }

    private static async ValueTask<bool> SendAsync(PipeWriter body, StringBuilder text, CancellationToken ct)
    {
        Encoding.UTF8.GetBytes(text.ToString(), body);
        text.Clear();
        return !(await body.FlushAsync(ct)).IsCompleted;
    }
}
