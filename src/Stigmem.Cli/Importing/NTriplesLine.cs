using System.Globalization;
using System.Text;

namespace Stigmem.Cli.Importing;

/// <summary>Parses one line of N-Triples (W3C RDF 1.1).</summary>
internal ref struct NTriplesLine(ReadOnlySpan<char> line)
{
    private ReadOnlySpan<char> _rest = line;

    /// <summary>Whether the line holds no triple: empty, or a comment.</summary>
    public readonly bool IsEmpty => _rest.TrimStart() is var text && (text.IsEmpty || text[0] == '#');

    /// <summary>Reads the triple.</summary>
    /// <exception cref="FormatException">The line is not N-Triples.</exception>
    public (RdfTerm Subject, RdfTerm Predicate, RdfTerm Object) Read()
    {
        var subject = Term();
        var predicate = Term();
        var value = Term();
        if (subject.Kind == RdfTermKind.Literal)
            throw new FormatException("the subject is a literal");
        if (predicate.Kind != RdfTermKind.Iri)
            throw new FormatException("the predicate is not an IRI");
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != '.')
            throw new FormatException("the final dot is missing");
        _rest = _rest[1..];
        return IsEmpty ? (subject, predicate, value) : throw new FormatException("there is text after the final dot");
    }

    private RdfTerm Term()
    {
        SkipSpace();
        if (_rest.IsEmpty)
            throw new FormatException("the line ends too early");
        if (_rest[0] == '<')
            return new RdfTerm(RdfTermKind.Iri, Iri());
        if (_rest[0] == '"')
            return Literal();
        return _rest.StartsWith("_:") ? Blank() : throw new FormatException($"'{_rest[0]}' starts no term");
    }

    private string Iri()
    {
        var end = _rest.IndexOf('>');
        if (end < 2)
            throw new FormatException("an IRI is empty or not closed");
        var text = _rest[1..end];
        _rest = _rest[(end + 1)..];
        return text.ContainsAny(" \t\"") ? throw new FormatException("an IRI holds white space or a quote") : Unescape(text);
    }

    private RdfTerm Blank()
    {
        var end = 2;
        while (end < _rest.Length && (char.IsLetterOrDigit(_rest[end]) || _rest[end] is '_' or '-' or '.'))
            end++;
        // A dot at the end is the line's.
        while (end > 2 && _rest[end - 1] == '.')
            end--;
        if (end == 2)
            throw new FormatException("a blank node has no label");
        var label = _rest[2..end].ToString();
        _rest = _rest[end..];
        return new RdfTerm(RdfTermKind.Blank, label);
    }

    private RdfTerm Literal()
    {
        var end = 1;
        while (end < _rest.Length && _rest[end] != '"')
            end += _rest[end] == '\\' ? 2 : 1;
        if (end >= _rest.Length)
            throw new FormatException("a literal is not closed");
        var text = Unescape(_rest[1..end]);
        _rest = _rest[(end + 1)..];
        if (_rest.StartsWith("^^<"))
        {
            _rest = _rest[2..];
            return new RdfTerm(RdfTermKind.Literal, text, DataType: Iri());
        }
        return _rest.StartsWith("@") ? new RdfTerm(RdfTermKind.Literal, text, Language: LanguageTag()) : new RdfTerm(RdfTermKind.Literal, text);
    }

    private string LanguageTag()
    {
        var end = 1;
        while (end < _rest.Length && (char.IsAsciiLetterOrDigit(_rest[end]) || _rest[end] == '-'))
            end++;
        if (end == 1)
            throw new FormatException("a language tag is empty");
        var tag = _rest[1..end].ToString().ToLowerInvariant();
        _rest = _rest[end..];
        return tag;
    }

    private void SkipSpace() => _rest = _rest.TrimStart(" \t");

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
            return text.ToString();
        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
                builder.Append(text[i]);
            else if (++i < text.Length)
                i += AppendEscape(builder, text[i..]) - 1;
        }
        return builder.ToString();
    }

    private static int AppendEscape(StringBuilder builder, ReadOnlySpan<char> escape)
    {
        if (escape[0] is 'u' or 'U')
        {
            var digits = escape[0] == 'u' ? 4 : 8;
            if (escape.Length <= digits || !int.TryParse(escape.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
                throw new FormatException("a \\u escape is not a character");
            builder.Append(new Rune(code).ToString());
            return digits + 1;
        }
        builder.Append(escape[0] switch
        {
            't' => '\t',
            'b' => '\b',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            '"' or '\'' or '\\' => escape[0],
            _ => throw new FormatException($"'\\{escape[0]}' is no escape"),
        });
        return 1;
    }
}
