using System.Globalization;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>One row of the report, ready to print.</summary>
internal sealed record ReportLine(
    string Name, string Node, string Yardstick, string Ratio, string P50, string P99, string Target, string Met)
{
    private const string None = "-";

    /// <summary>A rate against the yardstick's rate; <paramref name="leastRatio"/> is the target, when there is one.</summary>
    public static ReportLine Rate(string name, Rounds node, Rounds yardstick, double? leastRatio)
    {
        var ratio = yardstick.PerSecond > 0 ? node.PerSecond / yardstick.PerSecond : 0;
        var failed = node.Failures > 0;
        return new ReportLine(
            failed ? $"{name} ({node.Failures} failed)" : name,
            Text($"{node.PerSecond:N0}/s"),
            Text($"{yardstick.PerSecond:N0}/s"),
            Text($"{ratio:P0}"),
            Text($"{node.P50.TotalMilliseconds:F2} ms"),
            Text($"{node.P99.TotalMilliseconds:F2} ms"),
            leastRatio is { } least ? Text($">= {least:P0}") : None,
            leastRatio is { } wanted ? YesNo(ratio >= wanted && !failed) : None);
    }

    /// <summary>A figure that stands alone, with an upper limit when there is one.</summary>
    public static ReportLine Figure(string name, double value, string unit, double? most)
    {
        return new ReportLine(
            name, Text($"{value:N0} {unit}"), None, None, None, None,
            most is { } limit ? Text($"<= {limit:N0} {unit}") : None,
            most is { } bound ? YesNo(value <= bound) : None);
    }

    /// <summary>A figure that stands alone, with a lower limit when there is one.</summary>
    public static ReportLine Least(string name, double value, string unit, double? least) =>
        new(
            name, Text($"{value:N0} {unit}"), None, None, None, None,
            least is { } limit ? Text($">= {limit:N0} {unit}") : None,
            least is { } bound ? YesNo(value >= bound) : None);

    /// <summary>A share in percent with an upper limit.</summary>
    public static ReportLine Share(string name, double percent, double most) =>
        new(name, Text($"{percent:F2} %"), None, None, None, None, Text($"<= {most:F0} %"), YesNo(percent <= most));

    /// <summary>How many times slower the larger size is, divided by how many times slower the yardstick became.</summary>
    public static ReportLine Growth(string name, double node, double yardstick, double most) =>
        new(
            name, Text($"{node:F2} x"), Text($"{yardstick:F2} x"), Text($"{node / yardstick:F2}"), None, None,
            Text($"<= {most:F1} x"), YesNo(node / yardstick <= most));

    public override string ToString() =>
        $"| {Name} | {Node} | {Yardstick} | {Ratio} | {P50} | {P99} | {Target} | {Met} |";

    private static string YesNo(bool met) => met ? "yes" : "**no**";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
