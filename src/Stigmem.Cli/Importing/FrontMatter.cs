using System.Globalization;
using System.Text;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Protocol.Facts;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Stigmem.Cli.Importing;

/// <summary>The head of a Markdown file between two lines of dashes, and what follows it.</summary>
/// <param name="Fields">Keys with their values and lines, in the order of the file.</param>
/// <param name="Body">The rest of the file.</param>
/// <param name="BodyLine">Where the rest begins.</param>
internal sealed record FrontMatter(IReadOnlyList<(string Key, FactValueRecord Value, int Line)> Fields, string Body, int BodyLine)
{
    private const string Fence = "---";

    /// <summary>Splits a file; one without a head is all body.</summary>
    /// <exception cref="FormatException">The head is not YAML, or not a mapping.</exception>
    public static FrontMatter Parse(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var end = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, line => line.TrimEnd() is Fence or "...") : -1;
        if (end < 0)
            return new FrontMatter([], string.Join('\n', lines).Trim('\n'), 1);
        var fields = ReadFields(string.Join('\n', lines[1..end]));
        return new FrontMatter(fields, string.Join('\n', lines[(end + 1)..]).Trim('\n'), end + 2);
    }

    private static List<(string, FactValueRecord, int)> ReadFields(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 0)
                return [];
            if (stream.Documents[0].RootNode is not YamlMappingNode mapping)
                throw new FormatException("the front matter is not a list of keys and values");
            return [.. mapping.Children.Select(pair => (KeyOf(pair.Key), ValueOf(pair.Value), (int)pair.Key.Start.Line + 1))];
        }
        catch (YamlException e)
        {
            throw new FormatException($"the front matter is not YAML (line {e.Start.Line + 1})", e);
        }
    }

    private static string KeyOf(YamlNode key) =>
        key is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw new FormatException("a key of the front matter is not a text");

    private static FactValueRecord ValueOf(YamlNode node)
    {
        if (node is not YamlScalarNode scalar)
            return new FactValueRecord { Type = "text", V = FactValueContent.OfText(Json(node)) };
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return RdfValues.Text(text);
        return text switch
        {
            "" or "~" or "null" => new FactValueRecord { Type = "null" },
            "true" or "false" => new FactValueRecord { Type = "boolean", V = FactValueContent.OfBoolean(text == "true") },
            _ when char.IsAsciiDigit(text[^1]) && RdfValues.NumberText(text) == text => new FactValueRecord { Type = "number", V = FactValueContent.OfNumberText(text) },
            _ when Instants.TryParse(text, out _) => new FactValueRecord { Type = "datetime", V = FactValueContent.OfText(text) },
            _ => RdfValues.Text(text),
        };
    }

    /// <summary>Lists and mappings have no type of their own on the wire; they travel as JSON text.</summary>
    private static string Json(YamlNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Output.CliJson.Options.Encoder }))
            Write(writer, node);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlSequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Children)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case YamlMappingNode mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Children)
                {
                    writer.WritePropertyName(key is YamlScalarNode name ? name.Value ?? "" : string.Create(CultureInfo.InvariantCulture, $"{key}"));
                    Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(((YamlScalarNode)node).Value);
                break;
        }
    }
}
