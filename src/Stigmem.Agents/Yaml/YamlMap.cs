using System.Diagnostics.CodeAnalysis;

namespace Stigmem.Agents.Yaml;

/// <summary>
/// A mapping in the order of its text. Values are null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="string"/>, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/>, lists of values, and mappings.
/// </summary>
internal sealed class YamlMap
{
    private readonly OrderedDictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>The keys in the order of the text.</summary>
    public IReadOnlyList<string> Keys => [.. _values.Keys];

    /// <summary>A value; null when it is absent or null.</summary>
    public object? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Whether there is such a key.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Sets a value; of equal keys the last one counts.</summary>
    public void Set(string key, object? value) => _values[key] = value;

    /// <summary>Finds a mapping.</summary>
    public bool TryMap(string key, [NotNullWhen(true)] out YamlMap? map) => (map = this[key] as YamlMap) is not null;

    /// <summary>A text, or what a scalar of another kind looks like; null when it is absent, null, a list or a mapping.</summary>
    public string? Text(string key) => this[key] is null or List<object?> or YamlMap ? null : YamlScalar.Format(this[key]!);

    /// <summary>A truth value; false when it is anything else.</summary>
    public bool Flag(string key) => this[key] is true;

    /// <summary>A number; null when it is anything else.</summary>
    public double? Number(string key) => this[key] switch { long whole => whole, double real => real, _ => null };

    /// <summary>A date, given as one, as a text, or with a time of which the date counts; null when it is anything else.</summary>
    public DateOnly? Date(string key) => this[key] switch
    {
        DateOnly date => date,
        DateTimeOffset instant => DateOnly.FromDateTime(instant.DateTime),
        string text when YamlScalar.Resolve(text) is DateOnly date => date,
        string text when YamlScalar.Resolve(text) is DateTimeOffset instant => DateOnly.FromDateTime(instant.DateTime),
        _ => null,
    };

    /// <summary>The texts of a list; a single text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) => this[key] switch
    {
        List<object?> items => [.. items.Where(item => item is not null and not YamlMap and not List<object?>).Select(item => YamlScalar.Format(item!))],
        null or YamlMap => [],
        var single => [YamlScalar.Format(single)],
    };
}
