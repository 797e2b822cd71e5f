namespace Stigmem.Node.Recall.Sql;

/// <summary>One word of a question and the terms by which it may be met: itself, what it is the start of, what it may be misspelt for.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="Weight">1, or less for a guess.</param>
internal readonly record struct TermSlot(IReadOnlyList<string> Terms, float Weight);
