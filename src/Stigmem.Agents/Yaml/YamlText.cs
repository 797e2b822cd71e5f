using System.Globalization;
using System.Text;

namespace Stigmem.Agents.Yaml;

/// <summary>
/// Writes values in the block style of the Python stack: lists not indented under their key, texts plain where every reader
/// takes them for texts, else in single quotes, else in double ones.
/// </summary>
internal static class YamlText
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`";

    /// <summary>The lines of one key, each ended by a line feed.</summary>
    public static string Entry(string key, object? value)
    {
        if (value is not IReadOnlyList<string> items)
            return $"{key}: {Scalar(value)}\n";
        if (items.Count == 0)
            return $"{key}: []\n";
        var lines = new StringBuilder($"{key}:\n");
        foreach (var item in items)
            lines.Append(CultureInfo.InvariantCulture, $"- {Scalar(item)}\n");
        return lines.ToString();
    }

    /// <summary>One scalar. Dates are written as texts, in quotes, as the Python stack does.</summary>
    public static string Scalar(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => Text(text),
        DateOnly date => $"'{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"a {value.GetType().Name} is no scalar", nameof(value)),
    };

    private static string Text(string text)
    {
        if (text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF'))
            return DoubleQuoted(text);
        return IsPlain(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && !Indicators.Contains(text[0], StringComparison.Ordinal) && text[0] != ' ' && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
        && text is not ("=" or "<<" or "y" or "Y" or "n" or "N") && !text.StartsWith("...", StringComparison.Ordinal)
        && YamlScalar.Resolve(text) is string && !LooksLikeNumber(text);

    /// <summary>Newer dialects read more texts as numbers: <c>1e3</c>, <c>0o17</c>.</summary>
    private static bool LooksLikeNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || text.StartsWith("0o", StringComparison.Ordinal);

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
