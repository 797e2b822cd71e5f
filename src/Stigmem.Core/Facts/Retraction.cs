namespace Stigmem.Core.Facts;

/// <summary>When an assertion of confidence 0 takes another one back. Source of the rule: Facts contract, section 14.</summary>
public static class Retraction
{
    /// <summary>
    /// Whether <paramref name="retraction"/> takes back <paramref name="fact"/> of the same tuple. The stamps of the
    /// origins decide, not the order of arrival, so that every node reaches the same answer; the rule is asked when
    /// either of the two arrives. Liveness plays no part for the same reason: hand in only retractions that were
    /// admitted, that is neither pending nor rejected in quarantine.
    /// </summary>
    /// <param name="retraction">The assertion of confidence 0.</param>
    /// <param name="fact">The assertion that may be taken back.</param>
    /// <param name="callerMayRetractOthers">
    /// A local caller with <c>admin</c>, or with the admin role of the garden; never a federated one.
    /// </param>
    public static bool Retracts(in Assertion retraction, in Assertion fact, bool callerMayRetractOthers) =>
        retraction.Confidence == 0
        && fact.Confidence > 0
        && retraction.Id != fact.Id
        && retraction.Garden == fact.Garden
        && fact.Hlc < retraction.Hlc
        && (callerMayRetractOthers || retraction.Source == fact.Source);
}
