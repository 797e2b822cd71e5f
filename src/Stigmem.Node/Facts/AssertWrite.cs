using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Facts;

/// <summary>One assert in the writer's queue.</summary>
internal sealed class AssertWrite(AssertTurn turn, AssertDraft draft) : IWriteRequest
{
    private readonly TaskCompletionSource<AssertResult> _completion = new();
    private AssertResult _result;

    public Task<AssertResult> Completion => _completion.Task;

    public void Execute(SqlSession session) => _result = turn.Execute(session, draft);

    public void Committed() => _completion.SetResult(_result);

    public void Failed(Exception failure) => _completion.SetException(failure);
}
