namespace Stigmem.Node.Audit;

/// <summary>What a walk over a tenant's chains found.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="FactsChecked">Facts that hold.</param>
/// <param name="AuditChecked">Audit rows that hold.</param>
/// <param name="FactsHead">The last good link of the facts, as text; null if there is none.</param>
/// <param name="AuditHead">The last good link of the audit rows, as text; null if there is none.</param>
/// <param name="Failure">The first row that does not hold; null if all do.</param>
internal sealed record ChainReport(string Tenant, long FactsChecked, long AuditChecked, string? FactsHead, string? AuditHead, ChainBreak? Failure);
