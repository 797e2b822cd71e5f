using Stigmem.Node.Auth;

namespace Stigmem.Node.Jobs;

/// <summary>How jobs of one kind are done.</summary>
internal interface IJobKind
{
    /// <summary>What its jobs are called in the store.</summary>
    string Name { get; }

    /// <summary>Does a job, from its progress on if it has any; the result is JSON.</summary>
    Task<string> RunAsync(StoredJob job, Principal caller, CancellationToken ct);
}
