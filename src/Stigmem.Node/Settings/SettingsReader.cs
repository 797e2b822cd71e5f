using System.Globalization;
using Stigmem.Core.Clock;
using Stigmem.Core.Spelling;

namespace Stigmem.Node.Settings;

/// <summary>
/// Reads settings one by one. Each call states name, default, range and description in one place, so that the value,
/// the error text, <c>config show</c> and the reference page cannot disagree. Problems are collected, not thrown.
/// </summary>
public sealed class SettingsReader(SettingsSource source)
{
    private readonly List<SettingValue> _values = [];
    private readonly List<string> _problems = [];

    /// <summary>Everything read so far, in reading order.</summary>
    public IReadOnlyList<SettingValue> Values => _values;

    /// <summary>Everything wrong so far.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>A text.</summary>
    public string Text(string name, string byDefault, string description) =>
        Read(name, "text", byDefault, description, text => text, byDefault);

    /// <summary>A secret; also read from the file that <c>name_FILE</c> names.</summary>
    public string Secret(string name, string description) =>
        Read(name, "secret", "", description, text => text, "", isSecret: true);

    /// <summary>A secret in a variable of any name; what is kept and shown is the name.</summary>
    /// <returns>The secret; empty when the variable is not set.</returns>
    public string SecretInVariable(string name, string byDefault, string description) => source.Variable(Text(name, byDefault, description)).Trim();

    /// <summary>Yes or no.</summary>
    public bool Flag(string name, bool byDefault, string description) =>
        Read(name, "boolean", byDefault ? "true" : "false", description, ParseFlag, byDefault);

    /// <summary>An integer within a range.</summary>
    public int Integer(string name, int byDefault, int least, int most, string description) =>
        Read(name, $"integer {least}..{most}", byDefault.ToString(CultureInfo.InvariantCulture), description, text =>
            int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number : throw new FormatException($"must be an integer from {least} to {most}"), byDefault);

    /// <summary>A number within a range.</summary>
    public double Number(string name, double byDefault, double least, double most, string description) =>
        Read(name, string.Create(CultureInfo.InvariantCulture, $"number {least}..{most}"), byDefault.ToString(CultureInfo.InvariantCulture), description, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}")), byDefault);

    /// <summary>A date or time; null when unset.</summary>
    public DateTimeOffset? Moment(string name, string description) =>
        Read(name, "ISO 8601 date or time", "", description, text => Instants.TryParse(text, out var microseconds)
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)
            : throw new FormatException("must be an ISO 8601 date or time"), default(DateTimeOffset?));

    /// <summary>A comma list or a JSON array of texts.</summary>
    public IReadOnlyList<string> List(string name, string byDefault, string description) =>
        Read(name, "list", byDefault, description, ParseList, ParseList(byDefault));

    /// <summary>One of several words.</summary>
    public T Choice<T>(string name, T byDefault, string description) where T : struct, Enum
    {
        var words = string.Join(", ", Enum.GetNames<T>().Select(word => word.ToLowerInvariant()));
        return Read(name, $"one of {words}", byDefault.ToString().ToLowerInvariant(), description, text =>
            !char.IsAsciiDigit(text.FirstOrDefault()) && Enum.TryParse<T>(text, ignoreCase: true, out var choice)
                ? choice : throw new FormatException($"must be one of {words}"), byDefault);
    }

    /// <summary>Adds a problem that concerns more than one setting.</summary>
    public void Refuse(string problem) => _problems.Add(problem);

    /// <summary>A warning for each name that no setting has, with the nearest known one.</summary>
    public IEnumerable<string> UnknownNames(IReadOnlyCollection<string> alsoKnown)
    {
        var known = _values.Select(value => value.Definition.Name).Concat(alsoKnown).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in source.Names.Where(name => !known.Contains(WithoutFile(name))))
            yield return $"{name} is not a setting of this node; did you mean {known.MinBy(other => EditDistance.Between(name.ToUpperInvariant(), other))}?";
    }

    private static string WithoutFile(string name) =>
        name.EndsWith("_FILE", StringComparison.OrdinalIgnoreCase) ? name[..^"_FILE".Length] : name;

    private T Read<T>(string name, string type, string byDefault, string description, Func<string, T> parse, T fallback, bool isSecret = false)
    {
        var definition = new SettingDefinition(SettingsSource.Prefix + name, type, byDefault, description, isSecret);
        var found = TryFind(definition, out var text, out var origin);
        _values.Add(new SettingValue(definition, found ? isSecret ? "(set)" : text : byDefault, origin));
        if (!found)
            return fallback;
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            _problems.Add($"{definition.Name}={(isSecret ? "(set)" : text)}: {e.Message} ({origin})");
            return fallback;
        }
    }

    private bool TryFind(SettingDefinition definition, out string text, out string origin)
    {
        if (source.TryGet(definition.Name, out text, out origin))
        {
            text = text.Trim();
            return text.Length > 0;
        }
        if (!definition.IsSecret || !source.TryGet(definition.Name + "_FILE", out var path, out _))
            return false;
        origin = path;
        try
        {
            text = File.ReadAllText(path).Trim();
            return text.Length > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"{definition.Name}_FILE: {e.Message}");
            return false;
        }
    }

    private static bool ParseFlag(string text) => text.ToLowerInvariant() switch
    {
        "1" or "true" or "yes" or "on" or "t" or "y" => true,
        "0" or "false" or "no" or "off" or "f" or "n" => false,
        _ => throw new FormatException("must be true or false"),
    };

    private static IReadOnlyList<string> ParseList(string text)
    {
        var inner = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        return [.. inner.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => item.Trim('"', '\''))];
    }
}
