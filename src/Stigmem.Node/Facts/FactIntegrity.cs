using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Facts;

/// <summary>
/// Holds each fact that is read against its content id. Lists leave a broken row out and count it; a direct read
/// refuses (contract, ruling 7).
/// </summary>
internal sealed class FactIntegrity(FactMetrics metrics)
{
    /// <summary>Whether a fact may go into a list.</summary>
    public bool Holds(StoredFact fact)
    {
        if (ContentId.Of(fact.ToBody()) == fact.Cid)
            return true;
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
