namespace Stigmem.Core.Facts;

/// <summary>Wire names of <see cref="FactValueType"/>. Source of the rule: Facts contract, section 3.</summary>
public static class FactValueTypes
{
    /// <summary>The seven wire names in ordinal order, as printed in refusals.</summary>
    public static IReadOnlyList<string> SortedNames { get; } =
        ["boolean", "datetime", "null", "number", "ref", "string", "text"];

    /// <summary>Reads a wire name; the comparison is exact.</summary>
    public static bool TryParse(string? text, out FactValueType type)
    {
        (var known, type) = text switch
        {
            "string" => (true, FactValueType.String),
            "text" => (true, FactValueType.Text),
            "number" => (true, FactValueType.Number),
            "boolean" => (true, FactValueType.Boolean),
            "datetime" => (true, FactValueType.DateTime),
            "ref" => (true, FactValueType.Ref),
            "null" => (true, FactValueType.Null),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The wire name.</summary>
    public static string Name(this FactValueType type) => type switch
    {
        FactValueType.String => "string",
        FactValueType.Text => "text",
        FactValueType.Number => "number",
        FactValueType.Boolean => "boolean",
        FactValueType.DateTime => "datetime",
        FactValueType.Ref => "ref",
        FactValueType.Null => "null",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
