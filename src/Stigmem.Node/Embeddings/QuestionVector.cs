namespace Stigmem.Node.Embeddings;

/// <summary>The vector of a question, or why it has none.</summary>
/// <param name="Vector">The vector, of length 1.</param>
/// <param name="Outcome"><c>on</c>, or why recall goes by words alone; null where vectors are switched off.</param>
internal readonly record struct QuestionVector(float[]? Vector, string? Outcome);
