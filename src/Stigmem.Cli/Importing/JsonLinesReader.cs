using System.Globalization;
using System.Text;
using System.Text.Json;
using Stigmem.Cli.Exchange;
using Stigmem.Cli.Output;

namespace Stigmem.Cli.Importing;

/// <summary>Reads assert bodies, one a line, and what else an export holds.</summary>
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
            yield return Parse(line) with { Line = number, Bytes = reader.BaseStream.Position };
        }
    }

    private ImportItem Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CliJson.Info<ImportLine>()) switch
            {
                null => default(ImportItem) with { Problem = "null is not a fact" },
                { Kind: null } fact => default(ImportItem) with { Fact = fact.Complete(defaults, out var problem), Problem = problem },
                { Kind: GardenLine.KindName, Version: LineKinds.Version } => default(ImportItem) with { Garden = Parse<GardenLine>(line, "a garden", out var problem), Problem = problem },
                { Kind: AliasLine.KindName, Version: LineKinds.Version } => default(ImportItem) with { Alias = Parse<AliasLine>(line, "an alias", out var problem), Problem = problem },
                var other => default(ImportItem) with { Problem = $"a line of kind '{other.Kind}', version {other.Version?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}, is not known to this stigmem" },
            };
        }
        catch (JsonException e)
        {
            return default(ImportItem) with { Problem = e.Path is { Length: > 1 } at ? $"not an assert body at {at}" : "not a JSON object" };
        }
    }

    private static T? Parse<T>(string line, string what, out string? problem)
        where T : class
    {
        try
        {
            problem = null;
            return JsonSerializer.Deserialize(line, CliJson.Info<T>());
        }
        catch (JsonException e)
        {
            problem = $"not {what}: {e.Message.Split('\n')[0]}";
            return null;
        }
    }
}
