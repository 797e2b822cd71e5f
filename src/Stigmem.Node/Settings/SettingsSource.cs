using System.Collections;

namespace Stigmem.Node.Settings;

/// <summary>The raw <c>STIGMEM_*</c> values: the command line, the environment, then a <c>.env</c> file in the working directory.</summary>
public sealed class SettingsSource
{
    /// <summary>What every name starts with.</summary>
    public const string Prefix = "STIGMEM_";

    private readonly Dictionary<string, (string Value, string Origin)> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="values">Names with their prefix; others are ignored.</param>
    /// <param name="origin">What <c>config show --origin</c> prints for them.</param>
    public SettingsSource(IEnumerable<KeyValuePair<string, string>> values, string origin = "environment") => Add(values, origin);

    /// <summary>The names that are set, with their prefix.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Reads the command line's own values, behind them the process environment, then <c>.env</c> of a directory.</summary>
    /// <param name="workingDirectory">Where <c>.env</c> may lie.</param>
    /// <param name="commandLine">Values that win over all others.</param>
    /// <param name="fallback">Values that apply where nothing else is set.</param>
    public static SettingsSource FromEnvironment(
        string workingDirectory,
        IEnumerable<KeyValuePair<string, string>>? commandLine = null,
        IEnumerable<KeyValuePair<string, string>>? fallback = null)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
        var source = new SettingsSource(commandLine ?? [], "command line");
        source.Add(environment, "environment");
        var file = Path.Combine(workingDirectory, ".env");
        if (File.Exists(file))
            source.Add(ParseEnvFile(File.ReadLines(file)), ".env");
        source.Add(fallback ?? [], "command line");
        return source;
    }

    /// <summary>Looks a value up.</summary>
    public bool TryGet(string name, out string value, out string origin)
    {
        var found = _values.TryGetValue(name, out var entry);
        (value, origin) = found ? entry : ("", "default");
        return found;
    }

    /// <summary>The value of a variable that a setting names; empty when it is not set.</summary>
    public string Variable(string name) => name.Length == 0 ? "" : TryGet(name, out var value, out _) ? value : Environment.GetEnvironmentVariable(name) ?? "";

    internal static IEnumerable<KeyValuePair<string, string>> ParseEnvFile(IEnumerable<string> lines)
    {
        foreach (var raw in lines)
        {
            var line = raw.Trim();
            if (line.StartsWith("export ", StringComparison.Ordinal))
                line = line["export ".Length..].TrimStart();
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line.StartsWith('#') || equals <= 0)
                continue;
            var value = line[(equals + 1)..].Trim();
            if (value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'')
                value = value[1..^1];
            yield return KeyValuePair.Create(line[..equals].Trim(), value);
        }
    }

    private void Add(IEnumerable<KeyValuePair<string, string>> values, string origin)
    {
        foreach (var (name, value) in values)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                _values.TryAdd(name, (value, origin));
        }
    }
}
