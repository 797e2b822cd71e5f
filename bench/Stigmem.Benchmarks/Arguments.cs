using System.Globalization;

namespace Stigmem.Benchmarks;

/// <summary>A parsed command line: leading words, then <c>--name value...</c> options and <c>--flag</c>s.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, List<string>> _options = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public Arguments(IReadOnlyList<string> args)
    {
        var words = new List<string>();
        List<string>? values = null;
        foreach (var arg in args)
        {
            if (arg.StartsWith("--", StringComparison.Ordinal))
            {
                if (!_options.TryGetValue(arg, out values))
                {
                    _options[arg] = values = [];
                }
            }
            else
            {
                (values ?? words).Add(arg);
            }
        }

        Words = words;
    }

    public IReadOnlyList<string> Words { get; }

    public bool Flag(string name)
    {
        _read.Add(name);
        return _options.ContainsKey(name);
    }

    public string? Text(string name)
    {
        var values = Values(name);
        return values.Count switch
        {
            0 => _options.ContainsKey(name) ? throw new UsageException($"{name} needs a value") : null,
            1 => values[0],
            _ => throw new UsageException($"{name} takes one value"),
        };
    }

    public IReadOnlyList<string> Values(string name)
    {
        _read.Add(name);
        return _options.TryGetValue(name, out var values) ? values : [];
    }

    public int Number(string name, int fallback, int min, int max)
    {
        var text = Text(name);
        return text is null ? fallback : ParseNumber(name, text, min, max);
    }

    public IReadOnlyList<int> Numbers(string name, IReadOnlyList<int> fallback, int min, int max)
    {
        var text = Text(name);
        return text is null
            ? fallback
            : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => ParseNumber(name, part, min, max))];
    }

    /// <summary>A misspelt option would silently measure something else, so it stops the command.</summary>
    public void RefuseUnread()
    {
        var unknown = _options.Keys.FirstOrDefault(name => !_read.Contains(name));
        if (unknown is not null)
        {
            throw new UsageException($"unknown option {unknown}");
        }
    }

    private static int ParseNumber(string name, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= min && number <= max
            ? number
            : throw new UsageException($"{name} needs whole numbers from {min} to {max}, got '{text}'");
}
