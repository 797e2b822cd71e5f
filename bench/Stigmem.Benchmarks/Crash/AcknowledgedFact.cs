using System.Text.Json;

namespace Stigmem.Benchmarks.Crash;

/// <summary>What the node promised when it answered an assert.</summary>
/// <param name="Index">Which synthetic fact was asserted, and so which value must come back.</param>
/// <param name="Id">The id under which it must be found.</param>
/// <param name="Time">The hybrid time it was given.</param>
internal readonly record struct AcknowledgedFact(long Index, string Id, HybridTime Time)
{
    public static AcknowledgedFact Read(long index, ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        var id = answer.RootElement.GetProperty("id").GetString()!;
        return new AcknowledgedFact(index, id, HybridTime.Parse(answer.RootElement.GetProperty("hlc").GetString()!));
    }
}
