using System.Text.Json;
using Stigmem.Core.Faults;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts.Sql;

/// <summary>What a batch does in the writer's turn.</summary>
internal sealed class BatchTurn(AssertTurn turn, FactLog log, AuditLog audit, TenantDirectory tenants, TimeProvider time)
{
    private const long Day = 24L * 3_600 * 1_000_000;

    private static readonly SqlText SelectAnswer = new(
        "SELECT body_hash, answer FROM batch_answers WHERE tenant = ?1 AND caller = ?2 AND key = ?3 AND recorded_us > ?4");

    private static readonly SqlText UpsertAnswer = new(
        """
        INSERT INTO batch_answers (tenant, caller, key, body_hash, answer, recorded_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET body_hash = excluded.body_hash, answer = excluded.answer, recorded_us = excluded.recorded_us
        """);

    private static readonly SqlText DeleteOld = new("DELETE FROM batch_answers WHERE recorded_us <= ?1");

    /// <summary>Writes the batch, or gives the answer of the same batch again.</summary>
    public BatchOutcome Execute(SqlSession session, Batch batch)
    {
        // The tenant's row must outlive a batch that is undone.
        var tenant = tenants.Ensure(session, batch.Caller.Tenant);
        if (batch.Key is not null && Earlier(session, tenant, batch) is { } earlier)
            return earlier;
        var results = batch.IsAtomic ? WriteAllOrNothing(session, batch) : [.. batch.Items.Select(item => Write(session, item))];
        var answer = Answer(results);
        audit.Append(session, new AuditEvent("fact_batch", batch.Caller.Tenant, batch.Caller.EntityUri)
        {
            OidcSub = batch.Caller.OidcSub,
            DetailJson = Detail(batch, answer, results),
        });
        if (batch.Key is not null)
            Remember(session, tenant, batch, answer);
        return new BatchOutcome(answer, results, false, null);
    }

    /// <summary>Forgets answers of more than a day ago; in the writer's turn.</summary>
    public void Sweep(SqlSession session)
    {
        using var delete = session.Use(DeleteOld);
        delete.Bind(1, Now() - Day).Execute();
    }

    private AssertResult Write(SqlSession session, BatchItem item) =>
        item.Draft is { } draft ? turn.Execute(session, draft) : AssertResult.Refused(item.Fault!);

    private List<AssertResult> WriteAllOrNothing(SqlSession session, Batch batch)
    {
        var heads = log.Capture();
        session.Execute("SAVEPOINT batch");
        List<AssertResult> results = [];
        foreach (var item in batch.Items)
        {
            results.Add(Write(session, item));
            if (results[^1].Fault is not null)
                break;
        }
        if (results[^1].Fault is null)
        {
            session.Execute("RELEASE batch");
            return results;
        }
        session.Execute("ROLLBACK TO batch; RELEASE batch");
        log.Restore(heads);
        return Undone(batch.Items.Count, results);
    }

    private static List<AssertResult> Undone(int count, List<AssertResult> results)
    {
        var culprit = results.Count - 1;
        var others = AssertResult.Refused(new Fault(FaultCode.Conflict, $"not written: the batch is atomic and item {culprit} was refused"));
        return [.. Enumerable.Range(0, count).Select(i => i == culprit ? results[culprit] : others)];
    }

    /// <summary>What became of each item: those that are not named were taken, as facts with numbers of the range.</summary>
    private static string Detail(Batch batch, BatchAssertResponse answer, List<AssertResult> results)
    {
        var detail = new AuditDetail().Add("accepted", answer.Accepted).Add("rejected", answer.Rejected).Add("atomic", batch.IsAtomic)
            .Add("existing", results.Count(result => result.IsExisting))
            .Add("refused", answer.Results.Where(item => item.Code is not null).Select(item => $"{item.Index} {item.Code}"));
        var written = results.Where(result => result is { Fact: not null, IsExisting: false }).Select(result => result.Fact!.Seq).ToList();
        return (written.Count == 0 ? detail : detail.Add("first_seq", written[0]).Add("last_seq", written[^1])).ToString();
    }

    private static BatchAssertResponse Answer(List<AssertResult> results)
    {
        var accepted = results.Count(result => result.Fault is null);
        return new BatchAssertResponse
        {
            Accepted = accepted,
            Rejected = results.Count - accepted,
            Results = [.. results.Select((result, i) => new BatchItemResult
            {
                Index = i,
                Status = result.Fault is null ? "accepted" : "rejected",
                FactId = result.Fact?.Id.ToString(),
                Error = result.Fault?.Message,
                Code = result.Fault is { } fault ? FaultCatalog.Of(fault.Code).Wire : null,
            })],
        };
    }

    private BatchOutcome? Earlier(SqlSession session, int tenant, Batch batch)
    {
        using var row = session.Use(SelectAnswer);
        if (!row.Bind(1, (long)tenant).Bind(2, batch.Caller.EntityUri).Bind(3, batch.Key).Bind(4, Now() - Day).Step())
            return null;
        return row.GetBytes(0).SequenceEqual(batch.BodyHash)
            ? new BatchOutcome(JsonSerializer.Deserialize(row.GetString(1), WireType<BatchAssertResponse>.Info), [], true, null)
            : new BatchOutcome(null, [], false, new Fault(FaultCode.IdempotencyKeyReused, "this idempotency_key came with another body within the last day"));
    }

    private void Remember(SqlSession session, int tenant, Batch batch, BatchAssertResponse answer)
    {
        using var upsert = session.Use(UpsertAnswer);
        upsert.Bind(1, (long)tenant).Bind(2, batch.Caller.EntityUri).Bind(3, batch.Key).BindBlob(4, batch.BodyHash)
            .Bind(5, JsonSerializer.Serialize(answer, WireType<BatchAssertResponse>.Info)).Bind(6, Now()).Execute();
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
