namespace Stigmem.Node.Facts;

/// <summary>One entry of <c>derived_from</c>: a fact by id, by content id, or both.</summary>
/// <param name="FactId">The text of <c>fact_id</c>, or null.</param>
/// <param name="Hash">The text of <c>hash</c>, or null.</param>
internal sealed record DerivedFrom(string? FactId, string? Hash);
