using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Transparency;

/// <summary>Writes the log in the reference's line format.</summary>
internal static class ExportChainedLog
{
    /// <summary>The lines, oldest first; read while the session is held.</summary>
    public static IEnumerable<string> Lines(SqlSession session)
    {
        var previous = ChainedLog.FirstPrevious;
        for (var index = 0L; LogRows.Find(session, index) is { } entry; index++)
        {
            using var payload = JsonDocument.Parse(entry.Payload);
            var line = ChainedLog.Next(index, Instants.Format(entry.Microseconds), previous, payload.RootElement);
            previous = line.ChainHash;
            yield return JsonSerializer.Serialize(
                new ChainedLogLine
                {
                    Index = line.Index,
                    Ts = line.Timestamp,
                    LeafHash = line.LeafHash,
                    PrevHash = line.PreviousHash,
                    ChainHash = line.ChainHash,
                    Payload = line.Payload,
                },
                WireType<ChainedLogLine>.Info);
        }
    }
}
