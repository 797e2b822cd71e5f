using System.Text.Json;

namespace Stigmem.Cli.Importing;

/// <summary>
/// What an agent file of Letta holds that is memory. Files of the first kind are one agent with its blocks in
/// <c>core_memory</c>; later ones list agents and blocks, and agents name theirs by id.
/// </summary>
internal sealed class LettaFile
{
    private const int Deepest = 256;

    /// <summary>The agent of a file of the first kind.</summary>
    public string? Name { get; private set; }

    /// <summary>The memory blocks and their lines.</summary>
    public List<(JsonElement Block, int Line)> Blocks { get; } = [];

    /// <summary>The agents and their lines.</summary>
    public List<(JsonElement Agent, int Line)> Agents { get; } = [];

    /// <summary>Lists that are no memory blocks, with their sizes and lines.</summary>
    public List<(string Name, int Count, int Line)> Others { get; } = [];

    /// <summary>Reads the document.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is no agent file.</exception>
    public static LettaFile Parse(byte[] bytes)
    {
        var file = new LettaFile();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException("not a JSON object");
        var isAgentFile = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            isAgentFile |= name is "core_memory" or "blocks" or "agents";
            if (reader.TokenType == JsonTokenType.StartArray)
                file.TakeList(name, ref reader, bytes);
            else if (name == "name" && reader.TokenType == JsonTokenType.String)
                file.Name = reader.GetString();
            else
                reader.Skip();
        }
        return isAgentFile ? file : throw new FormatException("no agent file: it has neither core_memory nor agents nor blocks");
    }

    private void TakeList(string name, ref Utf8JsonReader reader, byte[] bytes)
    {
        var line = SourceFile.LineOf(bytes, reader.TokenStartIndex);
        List<(JsonElement, int)> elements = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var at = SourceFile.LineOf(bytes, reader.TokenStartIndex);
            elements.Add((JsonElement.ParseValue(ref reader), at));
        }
        if (name is "core_memory" or "blocks")
            Blocks.AddRange(elements);
        else if (name == "agents")
            Agents.AddRange(elements);
        else if (elements.Count > 0)
            Others.Add((name, elements.Count, line));
    }
}
