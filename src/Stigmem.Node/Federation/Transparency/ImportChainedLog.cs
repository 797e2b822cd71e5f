using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Transparency;

/// <summary>
/// Takes over the log of a reference node. Entries keep their places, because key rotations name them; so it needs an
/// empty log. Nothing is stored unless every line continues the one before.
/// </summary>
internal sealed class ImportChainedLog(SqlEngine engine, TransparencyLog log)
{
    /// <summary>How many entries were taken over.</summary>
    /// <param name="lines">The lines of the file; empty ones are skipped.</param>
    public async Task<Outcome<long>> RunAsync(IEnumerable<string> lines)
    {
        List<(byte[] Payload, long Microseconds)> entries = [];
        var previous = ChainedLog.FirstPrevious;
        foreach (var line in lines.Where(line => line.Trim().Length > 0))
        {
            if (!TryRead(line, out var read) || !ChainedLog.Verify(read, entries.Count, previous) || !Instants.TryParse(read.Timestamp, out var at))
                return new Fault(FaultCode.Unprocessable, $"line {entries.Count + 1} does not continue the log; nothing was imported");
            entries.Add((CanonicalJson.WriteJcs(read.Payload), at));
            previous = read.ChainHash;
        }
        return await engine.WriteAsync(session => Append(session, entries));
    }

    private Outcome<long> Append(SqlSession session, List<(byte[] Payload, long Microseconds)> entries)
    {
        if (LogRows.Size(session) > 0)
            return new Fault(FaultCode.Conflict, "the node's log has entries already; import into an empty one");
        foreach (var (payload, at) in entries)
            LogRows.Append(session, log.KeyId, payload, at);
        return (long)entries.Count;
    }

    private static bool TryRead(string line, out ChainedLine read)
    {
        read = default;
        try
        {
            if (JsonSerializer.Deserialize(line, WireType<ChainedLogLine>.Info) is not { } wire)
                return false;
            read = new ChainedLine(wire.Index, wire.Ts, wire.LeafHash, wire.PrevHash, wire.ChainHash, wire.Payload);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
