using System.Text;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>
/// Reads RDF triples: the subject is the entity, the predicate the relation, an IRI as object a reference. A blank node
/// becomes an entity of its document, so that two documents never mean the same one by accident.
/// </summary>
internal sealed class NTriplesReader(string path, string fingerprint, ImportDefaults defaults) : IImportReader
{
    private const int DocumentDigits = 12;
    private readonly string _document = fingerprint[..DocumentDigits];

    public long Length { get; } = new FileInfo(path).Length;

    public IEnumerable<ImportItem> Read()
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (new NTriplesLine(line).IsEmpty)
                continue;
            var fact = Parse(line, out var problem);
            yield return new ImportItem(null, number, fact, problem, reader.BaseStream.Position);
        }
    }

    private AssertRequest? Parse(string line, out string? problem)
    {
        try
        {
            var (subject, predicate, value) = new NTriplesLine(line).Read();
            problem = null;
            return new AssertRequest
            {
                Entity = Name(subject),
                Relation = predicate.Text,
                Value = value.Kind == RdfTermKind.Literal
                    ? RdfValues.OfLiteral(value)
                    : new FactValueRecord { Type = "ref", V = FactValueContent.OfText(Name(value)) },
                Source = defaults.Source,
                Scope = defaults.Scope,
                GardenId = defaults.Garden,
            };
        }
        catch (FormatException e)
        {
            problem = $"not N-Triples: {e.Message}";
            return null;
        }
    }

    private string Name(RdfTerm term) => term.Kind == RdfTermKind.Blank ? $"blank:{_document}/{term.Text}" : term.Text;
}
