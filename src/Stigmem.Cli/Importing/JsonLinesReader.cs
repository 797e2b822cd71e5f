using System.Text;
using System.Text.Json;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>Reads assert bodies, one a line.</summary>
internal sealed class JsonLinesReader(string path, ImportDefaults defaults) : IImportReader
{
    public long Length { get; } = new FileInfo(path).Length;

    public IEnumerable<ImportItem> Read()
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var fact = Parse(line, out var problem);
            yield return new ImportItem(null, number, fact, problem, reader.BaseStream.Position);
        }
    }

    private AssertRequest? Parse(string line, out string? problem)
    {
        try
        {
            var parsed = JsonSerializer.Deserialize(line, CliJson.Info<ImportLine>());
            if (parsed is null)
            {
                problem = "null is not a fact";
                return null;
            }
            var fact = parsed.Complete(defaults, out var missing);
            problem = missing is null ? null : $"{missing} is missing";
            return fact;
        }
        catch (JsonException e)
        {
            problem = e.Path is { Length: > 1 } at ? $"not an assert body at {at}" : "not a JSON object";
            return null;
        }
    }
}
