using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stigmem.Agents.Yaml;

/// <summary>Finds which lines of a block are those of a key, by the marks of the parser: a value may go on where no key could stand.</summary>
internal static class YamlLines
{
    /// <summary>The lines of a key at the top of a mapping, counted from 0, the last one excluded; null when there is no such key.</summary>
    /// <param name="text">A mapping that can be read.</param>
    /// <param name="key">The key; of equal ones the last, which is the one that counts.</param>
    public static (int First, int End)? Of(string text, string key)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _))
            return null;
        (int, int)? found = null;
        while (!parser.TryConsume<MappingEnd>(out var _))
        {
            var isKey = parser.Current is Scalar name && name.Value == key;
            var first = (int)parser.Current!.Start.Line - 1;
            var end = Math.Max(End(parser), End(parser));
            if (isKey)
                found = (first, end);
        }
        return found;
    }

    /// <summary>The line behind a node; the parser goes on behind it.</summary>
    private static int End(Parser parser)
    {
        var start = parser.Consume<ParsingEvent>();
        var end = Behind(start.Start, start is SequenceStart or MappingStart ? start.Start : start.End);
        if (start is SequenceStart)
        {
            while (parser.Current is not SequenceEnd)
                end = Math.Max(end, End(parser));
            end = Math.Max(end, Closing(parser, start is SequenceStart { Style: SequenceStyle.Flow }));
        }
        else if (start is MappingStart)
        {
            while (parser.Current is not MappingEnd)
                end = Math.Max(end, End(parser));
            end = Math.Max(end, Closing(parser, start is MappingStart { Style: MappingStyle.Flow }));
        }
        return end;
    }

    /// <summary>A bracket is in a line; the end of a block lies where the next thing begins.</summary>
    private static int Closing(Parser parser, bool isBracket)
    {
        var closing = parser.Consume<ParsingEvent>();
        return isBracket ? (int)closing.Start.Line : 0;
    }

    /// <summary>What ends at the start of a line, such as a text after <c>|</c>, does not reach into it.</summary>
    private static int Behind(Mark start, Mark end) => (int)(end.Column == 1 && end.Line > start.Line ? end.Line - 1 : end.Line);
}
