using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Quotas;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary>
/// <c>POST /v1/facts/batch</c>: up to 500 facts in one commit (facts contract, section 10; rulings 24). Shape problems
/// refuse the batch, domain refusals only their item, unless the batch is atomic.
/// </summary>
internal sealed class AssertBatch(SqlEngine engine, AssertRules rules, BatchTurn turn, QuotaGate quotas, FactMetrics metrics)
{
    private const int MostItems = 500;
    private const int ItemsPerToken = 100;
    private const int LongestKey = 200;

    public static readonly Operation Operation = new("POST", "/v1/facts/batch", "assert_batch_v1_facts_batch_post", "facts", "Assert up to 500 facts in one commit")
    {
        Body = typeof(BatchAssertRequest),
        Answer = typeof(BatchAssertResponse),
        Parameters = [new Parameter("Stigmem-Session", "string", "The session that the writes belong to.", "header")],
        Refusals = [400, 403, 409, 413],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var inputs = ReadItems(body.Object);
        var isAtomic = body.Object.Flag("atomic", false);
        var key = body.Object.OptionalText("idempotency_key");
        if (key?.Length > LongestKey)
            body.Errors.TooLong(["body", "idempotency_key"], LongestKey, "null");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Auth.Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        if (!AssertRules.Session(call.Header("Stigmem-Session")).TryGet(out var session, out var fault))
            return Reply.Refuse(fault);
        var moreTokens = (inputs.Count - 1) / ItemsPerToken;
        if (moreTokens > 0 && quotas.Take(call.Caller, QuotaDimension.FactWrite, moreTokens, call.Http.Response) is { } retryAfter)
            return QuotaExceeded.Answer(call.Http.Response, call.Caller, QuotaDimension.FactWrite, retryAfter);
        var batch = new Batch(call.Caller, [.. inputs.Select(input => Check(input, call, session))], isAtomic, key, Hash(body, key));
        return await WriteAsync(call, batch);
    }

    private async ValueTask<IResult> WriteAsync(Call call, Batch batch)
    {
        var result = await engine.WriteAsync(writer => turn.Execute(writer, batch));
        if (result.Fault is { } fault)
            return Reply.Refuse(fault);
        foreach (var written in result.Written)
            metrics.Asserted(call.Caller, written);
        if (result.IsRepeat)
            call.Http.Response.Headers["Stigmem-Existing"] = "true";
        return Reply.Ok(result.Answer!);
    }

    private BatchItem Check(AssertInput input, Call call, string session) =>
        rules.Check(input, call.Caller, session.Length == 0 ? null : session).TryGet(out var draft, out var fault)
            ? new BatchItem(draft, null)
            : new BatchItem(null, fault);

    private static List<AssertInput> ReadItems(ObjectReader body)
    {
        if (!body.TryGet("facts", out var facts))
        {
            body.Missing("facts");
            return [];
        }
        if (facts.ValueKind != JsonValueKind.Array || facts.GetArrayLength() is < 1 or > MostItems)
        {
            body.Errors.Add("too_short", body.At("facts"), $"facts must be a list of 1 to {MostItems} asserts", "null", $$"""{"min_length":1,"max_length":{{MostItems}}}""");
            return [];
        }
        return [.. facts.EnumerateArray().Select((item, i) => AssertInputReader.Read(new ObjectReader(item, body.Errors, "body", "facts", i)))];
    }

    private static byte[] Hash(JsonBody body, string? key) => key is null ? [] : SHA256.HashData(Encoding.UTF8.GetBytes(body.RawText));
}
