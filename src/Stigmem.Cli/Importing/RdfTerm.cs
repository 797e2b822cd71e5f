namespace Stigmem.Cli.Importing;

/// <summary>A subject, predicate or object of an RDF triple.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Text">The IRI, the label of the blank node, or the literal's text.</param>
/// <param name="DataType">The literal's type IRI, or null.</param>
/// <param name="Language">The literal's language tag, or null.</param>
internal readonly record struct RdfTerm(RdfTermKind Kind, string Text, string? DataType = null, string? Language = null);
