namespace Stigmem.Cli.Importing;

/// <summary>The kinds of RDF terms.</summary>
internal enum RdfTermKind
{
    /// <summary>A name of the whole web.</summary>
    Iri,

    /// <summary>A name of one document.</summary>
    Blank,

    /// <summary>A value.</summary>
    Literal,
}
