using System.Globalization;
using System.Text.RegularExpressions;

namespace Stigmem.Agents.Yaml;

/// <summary>
/// What a plain scalar means in YAML 1.1 as the Python stack reads it: <c>yes</c> is true, <c>012</c> is ten, <c>10:30</c> is
/// 630, a bare date is a date, and <c>1e3</c> is a text (rulings 50).
/// </summary>
internal static partial class YamlScalar
{
    private static readonly string[] True = ["yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
    private static readonly string[] False = ["no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];
    private static readonly string[] Null = ["", "~", "null", "Null", "NULL"];

    /// <summary>The value of a plain scalar.</summary>
    public static object? Resolve(string text)
    {
        if (Null.Contains(text))
            return null;
        if (True.Contains(text))
            return true;
        if (False.Contains(text))
            return false;
        if (Whole().IsMatch(text))
            return WholeOf(text);
        if (Real().IsMatch(text))
            return RealOf(text);
        return Timestamp().Match(text) is { Success: true } match ? InstantOf(match) ?? text : text;
    }

    /// <summary>A scalar as Python's <c>str</c> would show it.</summary>
    public static string Format(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "True" : "False",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static object WholeOf(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var sign = digits[0] == '-' ? -1 : 1;
        digits = digits.TrimStart('-', '+');
        if (digits.StartsWith("0b", StringComparison.Ordinal))
            return Parsed(digits[2..], 2, sign, text);
        if (digits.StartsWith("0x", StringComparison.Ordinal))
            return Parsed(digits[2..], 16, sign, text);
        if (digits.Length > 1 && digits[0] == '0')
            return Parsed(digits, 8, sign, text);
        if (!digits.Contains(':', StringComparison.Ordinal))
            return Parsed(digits, 10, sign, text);
        return (double)Sixties(digits) is var value && value < long.MaxValue ? sign * (long)value : text;
    }

    /// <summary>A whole number; one that is too large for 64 bits stays a text.</summary>
    private static object Parsed(string digits, int radix, int sign, string text)
    {
        if (digits.Length == 0)
            return text;
        var value = digits.Aggregate(System.Numerics.BigInteger.Zero, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16)) * sign;
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : text;
    }

    private static double RealOf(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var sign = digits[0] == '-' ? -1 : 1;
        digits = digits.TrimStart('-', '+');
        return digits switch
        {
            ".inf" => sign * double.PositiveInfinity,
            ".nan" => double.NaN,
            _ when digits.Contains(':', StringComparison.Ordinal) => sign * Sixties(digits),
            _ => sign * double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    private static double Sixties(string digits) =>
        digits.Split(':').Aggregate(0.0, (sum, part) => (sum * 60) + double.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static object? InstantOf(Match match)
    {
        int Part(string name, int absent = 0) => match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : absent;
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (!match.Groups["hour"].Success)
            return new DateOnly(year, month, day);
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        if (hour > 23 || minute > 59 || second > 59)
            return null;
        var fraction = match.Groups["fraction"].Value.PadRight(6, '0')[..6];
        var offset = new TimeSpan(Part("offsetHour"), Part("offsetMinute"), 0) * (match.Groups["offsetSign"].Value == "-" ? -1 : 1);
        return offset.Duration() > TimeSpan.FromHours(14)
            ? null
            : new DateTimeOffset(year, month, day, hour, minute, second, offset).AddMicroseconds(int.Parse(fraction, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\A(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Real();

    [GeneratedRegex(@"\A(?:(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})|(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(?:[Tt]|[ \t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]*))?(?:[ \t]*(?:Z|(?<offsetSign>[-+])(?<offsetHour>[0-9]{1,2})(?::?(?<offsetMinute>[0-9]{2}))?))?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
