using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stigmem.Agents.Yaml;

/// <summary>Reads a YAML document into plain values (<see cref="YamlMap"/>).</summary>
internal static class YamlReader
{
    private const int MostDepth = 64;

    /// <summary>The mapping that a text is; an empty one for an empty text.</summary>
    /// <param name="text">A document.</param>
    /// <param name="problem">What is wrong and in which line of the text, counted from 1; null when nothing is.</param>
    /// <returns>Null when it is not YAML, or not a mapping.</returns>
    public static YamlMap? ReadMap(string text, out string? problem)
    {
        problem = null;
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return new YamlMap();
            switch (Read(parser, [], 0))
            {
                case YamlMap map:
                    return map;
                case null:
                    return new YamlMap();
                default:
                    problem = "line 1: not a mapping of keys to values";
                    return null;
            }
        }
        catch (YamlException e)
        {
            problem = $"line {e.Start.Line}: {e.Message}";
            return null;
        }
    }

    private static object? Read(Parser parser, Dictionary<string, object?> anchors, int depth)
    {
        if (depth > MostDepth)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested deeper than {MostDepth}");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return anchors.TryGetValue(alias.Value.Value, out var known) ? known : throw new YamlException(alias.Start, alias.End, $"there is no anchor {alias.Value}");
        var start = parser.Consume<NodeEvent>();
        object? value = start switch
        {
            Scalar scalar => scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? YamlScalar.Resolve(scalar.Value) : scalar.Value,
            SequenceStart => Items(parser, anchors, depth),
            MappingStart => Map(parser, anchors, depth),
            _ => throw new YamlException(start.Start, start.End, "not a value"),
        };
        if (!start.Anchor.IsEmpty)
            anchors[start.Anchor.Value] = value;
        return value;
    }

    private static List<object?> Items(Parser parser, Dictionary<string, object?> anchors, int depth)
    {
        List<object?> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Read(parser, anchors, depth + 1));
        return items;
    }

    private static YamlMap Map(Parser parser, Dictionary<string, object?> anchors, int depth)
    {
        var map = new YamlMap();
        while (!parser.TryConsume<MappingEnd>(out var _))
        {
            var (at, key) = (parser.Current!, Read(parser, anchors, depth + 1));
            if (key is YamlMap or List<object?>)
                throw new YamlException(at.Start, at.End, "a key is a single value");
            map.Set(key is null ? "null" : YamlScalar.Format(key), Read(parser, anchors, depth + 1));
        }
        return map;
    }
}
