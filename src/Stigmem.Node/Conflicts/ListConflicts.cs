using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Core.Paging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Conflicts;

namespace Stigmem.Node.Conflicts;

/// <summary><c>GET /v1/conflicts</c>: pairs of facts at odds, both of which the caller may see (facts contract, section 17).</summary>
internal sealed class ListConflicts(SqlEngine engine, ConflictReader conflicts, FactReader facts, FactVisibility visibility, FactPresenter presenter)
{
    private const int LargestPage = 500;

    public static readonly Operation Operation = new("GET", "/v1/conflicts", "list_conflicts_v1_conflicts_get", "federation", "List conflicts, newest first")
    {
        Answer = typeof(ConflictPage),
        Refusals = [400, 403],
        Parameters =
        [
            new("status", "string", "unresolved or resolved."),
            new("cursor", "string", "Where the previous page ended."),
            new("limit", "integer", "Conflicts a page, 1 to 500, default 50."),
        ],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        var parameters = call.Query();
        var limit = parameters.Integer("limit", 50, 1, LargestPage);
        if (parameters.Errors.Any)
            return ValueTask.FromResult(Reply.Invalid(parameters.Errors));
        if (!call.Caller.Has(Permissions.Read))
            return ValueTask.FromResult(Reply.Refuse(FaultCode.PermissionRequired, "read permission required"));
        KeysetCursor? cursor = null;
        if (parameters.Text("cursor") is { } text)
        {
            if (!KeysetCursor.TryDecode(text, out var decoded))
                return ValueTask.FromResult(Reply.Refuse(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor"));
            cursor = decoded;
        }
        return ValueTask.FromResult(Reply.Ok(Read(call.Caller, parameters.Text("status"), cursor, limit)));
    }

    private ConflictPage Read(Principal caller, string? status, KeysetCursor? cursor, int limit)
    {
        if (status is not (null or "unresolved" or "resolved"))
            return new ConflictPage { Conflicts = [], Cursor = null, HasMore = false };
        bool? resolved = status is null ? null : status == "resolved";
        List<ConflictRecord> records = [];
        KeysetCursor? last = null;
        using var lease = engine.Read();
        foreach (var conflict in conflicts.Walk(lease.Session, caller.Tenant, resolved, cursor))
        {
            if (facts.Find(lease.Session, conflict.NewerSeq) is not { } newer || !visibility.Lists(caller, newer)
                || facts.Find(lease.Session, conflict.OlderSeq) is not { } older || !visibility.Lists(caller, older))
                continue;
            if (records.Count == limit)
                return new ConflictPage { Conflicts = records, Cursor = last?.Encode(), HasMore = true };
            records.Add(Record(conflict, newer, older));
            last = new KeysetCursor(conflict.DetectedMicroseconds, conflict.Id);
        }
        return new ConflictPage { Conflicts = records, Cursor = null, HasMore = false };
    }

    private ConflictRecord Record(StoredConflict conflict, StoredFact newer, StoredFact older) => new()
    {
        ConflictId = ConflictLog.IdPrefix + conflict.Id,
        FactA = presenter.Raw(newer, false, []),
        FactB = presenter.Raw(older, false, []),
        Status = conflict.IsResolved ? "resolved" : "unresolved",
        ResolvedBy = conflict.ResolvedBy,
        DetectedAt = Instants.Format(conflict.DetectedMicroseconds),
    };
}
