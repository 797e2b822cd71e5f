using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Conflicts;

namespace Stigmem.Node.Conflicts;

/// <summary><c>POST /v1/conflicts/{id}/resolve</c>: one side wins, or a new value replaces both (facts contract, section 17).</summary>
internal sealed class ResolveConflict(SqlEngine engine, ResolveTurn turn, LimitSettings limits)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/conflicts/{conflict_id}/resolve", "resolve_conflict_v1_conflicts__conflict_id__resolve_post", "federation", "Resolve a conflict")
    {
        Body = typeof(ConflictResolveRequest),
        Answer = typeof(ConflictResolution),
        Refusals = [403, 404, 409, 413],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var fields = body.Object;
        var winner = fields.OptionalText("winning_fact_id");
        var note = fields.Text("resolution_note", "");
        FactValue? value = fields.TryGet("new_value", out var element) && element.ValueKind != System.Text.Json.JsonValueKind.Null
            ? AssertInputReader.ReadValue(fields, "new_value").Value
            : null;
        if (body.Errors.Any)
            return body.Refusal;
        var resolution = new Resolution(call.Caller, call.PathPart("/v1/conflicts/", "/resolve"), winner, note, value);
        if (Refusal(resolution) is { } fault)
            return Reply.Refuse(fault);
        var outcome = await engine.WriteAsync(writer => turn.Execute(writer, resolution));
        return outcome.TryGet(out var answer, out fault) ? Reply.Ok(answer) : Reply.Refuse(fault);
    }

    private Fault? Refusal(Resolution resolution)
    {
        if (!resolution.Caller.Has(Permissions.Write))
            return new Fault(FaultCode.PermissionRequired, "write permission required");
        if (resolution.NewValue is { InterpretAs: InterpretAs.Instruction } && !resolution.Caller.Has(Permissions.InstructionWrite))
            return new Fault(FaultCode.InstructionWriteRequired, "facts with interpret_as instruction need the permission instruction:write");
        return System.Text.Encoding.UTF8.GetByteCount(resolution.NewValue?.Text ?? resolution.Note) > limits.MaxValueBytes
            ? new Fault(FaultCode.ValueTooLarge, $"the value is larger than {limits.MaxValueBytes} bytes (STIGMEM_MAX_VALUE_BYTES)")
            : null;
    }
}
