using System.Diagnostics;
using Stigmem.Data.Sqlite;

namespace Stigmem.Data;

/// <summary>A write that a span follows from the queue to its commit.</summary>
internal sealed class TracedWrite(IWriteRequest write, Activity span) : IWriteRequest
{
    private static readonly ActivitySource Source = new(StoreTrace.SourceName);

    /// <summary>The write itself while nobody listens or the caller is not traced, else the write with its span.</summary>
    public static IWriteRequest Of(IWriteRequest write)
    {
        if (!Source.HasListeners() || Activity.Current is not { } caller)
            return write;
        var span = Source.StartActivity("stigmem.commit");
        // The span ends on another thread; what the caller does meanwhile is no part of it.
        Activity.Current = caller;
        return span is null ? write : new TracedWrite(write, span);
    }

    public void Execute(SqlSession session)
    {
        // When its turn came: before is waiting, behind is work and sync.
        span.AddEvent(new ActivityEvent("turn"));
        write.Execute(session);
    }

    public void Committed()
    {
        End();
        write.Committed();
    }

    public void Failed(Exception failure)
    {
        span.SetStatus(ActivityStatusCode.Error, failure is SqlFailureException { Failure: var kind } ? kind.ToString() : "failed");
        End();
        write.Failed(failure);
    }

    private void End()
    {
        span.Dispose();
        // Ending a span makes its parent the current one of this thread, which serves other callers next.
        Activity.Current = null;
    }
}
