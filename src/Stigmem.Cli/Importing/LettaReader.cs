using System.Text.Json;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>
/// Reads the memory blocks of a Letta agent file: the agent is the entity, the label the relation. Messages, tools and
/// settings of the agent are no memory and stay behind.
/// </summary>
internal sealed class LettaReader(string path, ImportDefaults defaults) : IImportReader
{
    public long Length { get; } = new FileInfo(path).Length;

    public IEnumerable<ImportItem> Read()
    {
        if (Parse(out var refused) is not { } file)
            return [refused];
        var items = file.Blocks.SelectMany(block => ReadBlock(file, block.Block).Select(item => item with { Line = block.Line }));
        var others = file.Others.Concat(Messages(file)).Select(other => ImportItem.LeftOut($"{other.Count} {other.Name} are no memory blocks") with { Line = other.Line });
        return items.Concat(others);
    }

    private LettaFile? Parse(out ImportItem refused)
    {
        refused = default;
        try
        {
            return LettaFile.Parse(SourceFile.Read(path));
        }
        catch (JsonException e)
        {
            refused = ImportItem.Refused("not JSON") with { Line = (int)(e.LineNumber ?? 0) + 1 };
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            refused = ImportItem.Refused(e.Message) with { Line = 1 };
        }
        return null;
    }

    private IEnumerable<ImportItem> ReadBlock(LettaFile file, JsonElement block)
    {
        if (Text(block, "label") is not { Length: > 0 } label)
            return [ImportItem.Refused("a memory block has no label")];
        if (Text(block, "value") is not { } value)
            return [ImportItem.Refused($"the memory block {label} has no text as its value")];
        if (string.IsNullOrWhiteSpace(value))
            return [ImportItem.LeftOut($"the memory block {label} is empty")];
        return Owners(file, Text(block, "id")).SelectMany(owner => Facts(defaults.EntityPrefix + owner, label, value, Text(block, "description")));
    }

    private IEnumerable<ImportItem> Facts(string entity, string label, string value, string? description)
    {
        var relation = defaults.RelationPrefix + label;
        foreach (var (part, number) in TextParts.Of(value).Select((part, index) => (part, index + 1)))
            yield return ImportItem.Of(defaults.Fact(entity, number == 1 ? relation : $"{relation}/{number}", FactValues.Text(part)));
        if (!string.IsNullOrWhiteSpace(description))
            yield return ImportItem.Of(defaults.Fact(entity, relation + "/description", FactValues.Text(description)));
    }

    /// <summary>The agents that have a block; agents may share one.</summary>
    private List<string> Owners(LettaFile file, string? blockId)
    {
        var owners = file.Agents.Select(agent => agent.Agent).Where(agent => blockId is not null && Blocks(agent).Contains(blockId))
            .Select(agent => Text(agent, "name") ?? Text(agent, "id")).OfType<string>().Distinct().ToList();
        if (owners.Count == 0)
            owners.Add(file.Name ?? Path.GetFileNameWithoutExtension(path));
        return owners;
    }

    private static IEnumerable<string?> Blocks(JsonElement agent) =>
        agent.ValueKind == JsonValueKind.Object && agent.TryGetProperty("block_ids", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? ids.EnumerateArray().Select(TextOf)
            : [];

    private static IEnumerable<(string Name, int Count, int Line)> Messages(LettaFile file) =>
        from entry in file.Agents
        where entry.Agent.ValueKind == JsonValueKind.Object
        let messages = entry.Agent.TryGetProperty("messages", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0
        where messages > 0
        select ("messages", messages, entry.Line);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? TextOf(member) : null;

    /// <summary>The text; null for another kind of value, and for an escape that is no character.</summary>
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
