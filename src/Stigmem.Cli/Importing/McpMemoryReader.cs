using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stigmem.Cli.Output;
using Stigmem.Core.Facts;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>
/// Reads the knowledge graph of MCP's reference memory server, JSON lines. The fabric holds one value a tuple, so an
/// observation carries a part of its hash in its relation, and a relation the name of its target.
/// </summary>
internal sealed class McpMemoryReader(string path, ImportDefaults defaults) : IImportReader
{
    private const int HashDigits = 12;

    public long Length { get; } = new FileInfo(path).Length;

    /// <summary>Whether the first line of a file belongs to such a graph.</summary>
    public static bool IsOne(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        string? line;
        do
            line = reader.ReadLine();
        while (line is not null && string.IsNullOrWhiteSpace(line));
        return line is not null && Parse(line, out _)?.Type is McpMemoryLine.EntityType or McpMemoryLine.RelationType;
    }

    public IEnumerable<ImportItem> Read()
    {
        try
        {
            return SourceFile.Lines(path).SelectMany(line => ReadLine(line.Text).Select(item => item with { Line = line.Number }));
        }
        catch (FormatException e)
        {
            return [ImportItem.Refused(e.Message) with { Line = 1 }];
        }
    }

    private IEnumerable<ImportItem> ReadLine(string? text) => text is null
        ? [ImportItem.Refused("the line is not UTF-8")]
        : string.IsNullOrWhiteSpace(text) ? [] : ReadGraph(text);

    private IEnumerable<ImportItem> ReadGraph(string text) => Parse(text, out var problem) switch
    {
        null => [ImportItem.Refused(problem!)],
        { Type: McpMemoryLine.EntityType } line => Entity(line),
        { Type: McpMemoryLine.RelationType } line => [Relation(line)],
        { Type: null } => [ImportItem.Refused("type is missing")],
        var line => [ImportItem.Refused($"a line of type '{line.Type}' is not known")],
    };

    private IEnumerable<ImportItem> Entity(McpMemoryLine line)
    {
        if (string.IsNullOrWhiteSpace(line.Name))
        {
            yield return ImportItem.Refused("name is missing");
            yield break;
        }
        var entity = defaults.EntityPrefix + line.Name;
        if (!string.IsNullOrWhiteSpace(line.Kind))
            yield return ImportItem.Of(defaults.Fact(entity, defaults.RelationPrefix + "type", FactValues.Label(line.Kind)));
        foreach (var observation in line.Observations ?? [])
        {
            if (string.IsNullOrWhiteSpace(observation))
                yield return ImportItem.LeftOut($"an observation of {line.Name} is empty");
            foreach (var part in TextParts.Of(observation ?? ""))
                yield return ImportItem.Of(defaults.Fact(entity, $"{defaults.RelationPrefix}observation/{Digits(part)}", RdfValues.Text(part)));
        }
    }

    private ImportItem Relation(McpMemoryLine line)
    {
        var missing = string.IsNullOrWhiteSpace(line.From) ? "from" : string.IsNullOrWhiteSpace(line.To) ? "to" : string.IsNullOrWhiteSpace(line.Verb) ? "relationType" : null;
        if (missing is not null)
            return ImportItem.Refused($"{missing} is missing");
        if (!EntityUri.Normalize(defaults.EntityPrefix + line.To).TryGet(out var target, out var fault))
            return ImportItem.Refused(fault.Message);
        var verb = string.Join('_', line.Verb!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var relation = $"{defaults.RelationPrefix}{verb}/{target[defaults.EntityPrefix.Length..]}";
        return ImportItem.Of(defaults.Fact(defaults.EntityPrefix + line.From, relation, FactValues.Ref(target)));
    }

    private static McpMemoryLine? Parse(string text, out string? problem)
    {
        try
        {
            var line = JsonSerializer.Deserialize(text, CliJson.Info<McpMemoryLine>());
            problem = line is null ? "null is neither an entity nor a relation" : null;
            return line;
        }
        catch (JsonException e)
        {
            problem = e.Path is { Length: > 1 } at ? $"neither an entity nor a relation at {at}" : "not a JSON object";
            return null;
        }
    }

    private static string Digits(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
}
