using Stigmem.Node.Auth;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Synthesis;

/// <summary>Which facts a summary for a caller is made of.</summary>
internal sealed class SummarizedFacts(FactVisibility visibility, FactIntegrity integrity, FactPresenter presenter)
{
    /// <summary>Whether a fact stands and the caller may see it.</summary>
    public bool Include(Principal caller, StoredFact fact, long nowMicroseconds) =>
        !fact.IsExpired(nowMicroseconds) && IncludeExpired(caller, fact);

    /// <summary>The same for a fact that may have ended with time.</summary>
    public bool IncludeExpired(Principal caller, StoredFact fact) =>
        fact.Confidence > 0
        && fact.State.RetractedMicroseconds is null
        && fact.State.SupersededMicroseconds is null
        && fact.State.Quarantine is (QuarantineStatus.None or QuarantineStatus.Promoted)
        && visibility.Lists(caller, fact)
        && integrity.Holds(fact)
        && presenter.IsTrusted(fact, caller);
}
