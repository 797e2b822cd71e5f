using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Intents.Sql;

/// <summary>What posting an intent does in the writer's turn: all of its facts, or none.</summary>
internal sealed class IntentTurn(StoredIntents intents, BatchTurn batches)
{
    /// <summary>Writes the facts, unless the name is taken.</summary>
    public Outcome<WrittenIntent> Execute(SqlSession session, string id, Batch batch)
    {
        if (intents.FindGoal(session, id, batch.Caller) is not null)
            return new Fault(FaultCode.Conflict, $"intent '{id}' already exists; supply a new id or omit for auto-generation");
        var written = batches.Execute(session, batch).Written;
        // In a batch that was undone every other item says only that it was not written.
        if (written.Select(result => result.Fault).FirstOrDefault(fault => fault is not null && fault.Code != FaultCode.Conflict) is { } refusal)
            return refusal;
        return new WrittenIntent([.. written.Select(result => result.Fact!)]);
    }
}
