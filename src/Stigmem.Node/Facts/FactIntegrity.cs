using System.Collections.Concurrent;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Facts;

/// <summary>
/// Holds each fact that is read against its content id. Lists leave a broken row out and count it; a direct read
/// refuses (contract, ruling 7). Lists check a row once in the life of the process: rows never change, and hashing ten
/// facts a page again and again costs more than finding them. A direct read and <c>verify-chain</c> always compute.
/// </summary>
internal sealed class FactIntegrity(FactMetrics metrics)
{
    private const int BitsOfABlock = 1 << 20;
    private readonly ConcurrentDictionary<long, long[]> _verified = [];

    /// <summary>Whether a fact may go into a list.</summary>
    public bool Holds(StoredFact fact)
    {
        var (block, bit) = Math.DivRem(fact.Seq, BitsOfABlock);
        var words = _verified.GetOrAdd(block, static _ => new long[BitsOfABlock / 64]);
        ref var word = ref words[bit / 64];
        var mask = 1L << (int)(bit % 64);
        if ((Volatile.Read(ref word) & mask) != 0)
            return true;
        if (ContentId.Of(fact.ToBody()) == fact.Cid)
        {
            Interlocked.Or(ref word, mask);
            return true;
        }
        metrics.IntegrityExcluded();
        return false;
    }

    /// <summary>The refusal for a fact that does not have the content its id promises, or null.</summary>
    public static Fault? Mismatch(StoredFact fact)
    {
        var computed = ContentId.Of(fact.ToBody());
        return computed == fact.Cid
            ? null
            : new Fault(FaultCode.CidMismatch, "the stored fact does not have the content its id promises")
            {
                Extra =
                [
                    KeyValuePair.Create("fact_id", (object?)fact.Id.ToString()),
                    KeyValuePair.Create("computed_cid", (object?)computed.ToString()),
                    KeyValuePair.Create("stored_cid", (object?)fact.Cid.ToString()),
                ],
            };
    }
}
