using System.Collections.Concurrent;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Hosting;

/// <summary>How the last pass of each job went.</summary>
internal sealed class JobBoard
{
    private readonly ConcurrentDictionary<string, string?> _failures = [];

    public void Succeeded(string job) => _failures[job] = null;

    public void Failed(string job, string type) => _failures[job] = type;

    /// <summary>One check a job that has run.</summary>
    public IEnumerable<ComponentCheck> Checks() => _failures.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ComponentCheck
    {
        Name = $"job {pair.Key}",
        Status = pair.Value is null ? "ok" : "failed",
        Detail = pair.Value is null ? "last pass went well" : $"last pass failed with {pair.Value}; see the log",
    });
}
