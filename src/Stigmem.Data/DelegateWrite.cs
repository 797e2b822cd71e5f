using Stigmem.Data.Sqlite;

namespace Stigmem.Data;

/// <summary>A write given as a function.</summary>
internal sealed class DelegateWrite<T>(Func<SqlSession, T> work) : IWriteRequest
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public void Execute(SqlSession session) => _result = work(session);

    public void Committed() => _completion.SetResult(_result!);

    public void Failed(Exception failure) => _completion.SetException(failure);
}
