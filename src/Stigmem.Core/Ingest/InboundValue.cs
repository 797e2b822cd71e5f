using System.Text.Json;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Ingest;

/// <summary>
/// Reads the value of a peer's fact. It is stricter than a local assert about types, since the sender's node has made
/// them fit already, and laxer about dates, which the reference does not check. Sources of the rule: Lifecycle contract,
/// section 1, and Facts contract, section 3.
/// </summary>
internal static class InboundValue
{
    public static bool TryRead(JsonElement value, out FactValueType type, out string text)
    {
        text = "";
        if (!value.TryGetProperty("type", out var name) || name.ValueKind != JsonValueKind.String
            || !FactValueTypes.TryParse(name.GetString(), out type))
        {
            type = default;
            return false;
        }

        value.TryGetProperty("v", out var v);
        text = type switch
        {
            FactValueType.Null => "null",
            FactValueType.Number => NumberText(v),
            FactValueType.Boolean => v.ValueKind switch
            {
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            },
            _ => v.ValueKind == JsonValueKind.String ? v.GetString() : null,
        } ?? "";
        return text.Length > 0 || (type is FactValueType.String or FactValueType.Text or FactValueType.DateTime && v.ValueKind == JsonValueKind.String);
    }

    /// <summary>Whether a number travels as an integer: without fraction and exponent.</summary>
    public static bool IsIntegerText(ReadOnlySpan<char> number) => !number.ContainsAny('.', 'e', 'E');

    // The class of the token is kept: the content id may be over the integer text, and the next node must see it again.
    private static string? NumberText(JsonElement v)
    {
        if (v.ValueKind != JsonValueKind.Number || !double.IsFinite(v.GetDouble()))
            return null;

        var token = v.GetRawText();
        if (!IsIntegerText(token))
            return PythonFloat.Format(v.GetDouble());
        return token == "-0" ? "0" : token;
    }
}
