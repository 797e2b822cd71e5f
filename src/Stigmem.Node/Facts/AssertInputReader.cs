using System.Text;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts;

/// <summary>Reads the body of an assert and reports every shape problem of it (facts contract, sections 3 and 9).</summary>
internal static class AssertInputReader
{
    public const string PlainMode = "assert";
    public const string SummaryMode = "summarize_with_provenance";

    /// <summary>Reads one assert; when <see cref="ShapeErrors.Any"/> is set the result means nothing.</summary>
    public static AssertInput Read(ObjectReader body)
    {
        var (value, rawText) = ReadValue(body, "value");
        var (derivedJson, derived) = ReadDerivedFrom(body);
        var validUntil = body.OptionalText("valid_until");
        return new AssertInput
        {
            Entity = body.RequiredText("entity", least: 1),
            Relation = body.RequiredText("relation", least: 1),
            Value = value,
            RawValueText = rawText,
            Source = body.RequiredText("source", least: 1),
            // Adding zero turns -0.0 into 0.0.
            Confidence = body.Number("confidence", 1.0, 0, 1) + 0.0,
            Scope = ReadScope(body, "scope", FactScope.Local),
            ValidUntil = validUntil,
            ValidUntilMicroseconds = ReadInstant(body, "valid_until", validUntil),
            Attestation = ReadAttestation(body),
            GardenUri = body.OptionalText("garden_id"),
            IsSummary = ReadWriteMode(body),
            DerivedFromJson = derivedJson,
            DerivedFrom = derived,
        };
    }

    /// <summary>Reads a value object.</summary>
    public static (FactValue Value, string RawText) ReadValue(ObjectReader body, string name)
    {
        if (!body.TryGet(name, out var element))
        {
            body.Missing(name);
            return default;
        }
        var value = new ObjectReader(element, body.Errors, body.At(name));
        if (!value.IsObject)
            return default;
        var typeName = value.RequiredText("type");
        var interpretName = value.Text("interpret_as", "content");
        if (body.Errors.Any)
            return default;
        if (!FactValueTypes.TryParse(typeName, out var type))
        {
            body.Errors.Value(value.At("type"), $"type must be one of [{Quoted(FactValueTypes.SortedNames)}]", Hosting.ShapeErrors.Input(element));
            return default;
        }
        if (!InterpretAsNames.TryParse(interpretName, out var interpretAs))
        {
            body.Errors.Value(value.At("interpret_as"), "interpret_as must be one of ['content', 'instruction']", Hosting.ShapeErrors.Input(element));
            return default;
        }
        var v = value.TryGet("v", out var content) ? content : (JsonElement?)null;
        if (FactValue.Create(type, v, interpretAs).TryGet(out var created, out var fault))
            return (created, RawText(created, v));
        body.Errors.Value(value.At("v"), fault.Message, Hosting.ShapeErrors.Input(element));
        return default;
    }

    /// <summary>Reads a scope name.</summary>
    public static FactScope ReadScope(ObjectReader body, string name, FactScope byDefault)
    {
        var text = body.Text(name, byDefault.Name());
        if (FactScopes.TryParse(text, out var scope))
            return scope;
        body.Errors.Value(body.At(name), $"scope must be one of [{Quoted(FactScopes.SortedNames)}]", "null");
        return byDefault;
    }

    /// <summary>Names as a Python list prints them.</summary>
    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string RawText(in FactValue value, JsonElement? v) =>
        value.Type == FactValueType.Number && v is { } element
            ? element.ValueKind == JsonValueKind.Number ? element.GetRawText() : element.GetString()!
            : value.Text;

    private static long? ReadInstant(ObjectReader body, string name, string? text)
    {
        if (text is null)
            return null;
        if (Instants.TryParse(text, out var microseconds))
            return microseconds;
        body.Errors.Value(body.At(name), $"{name} must be an ISO 8601 date or time", "null");
        return null;
    }

    private static (string KeyId, string Signature)? ReadAttestation(ObjectReader body)
    {
        if (!body.TryGet("attestation", out var element) || element.ValueKind == JsonValueKind.Null)
            return null;
        var attestation = new ObjectReader(element, body.Errors, body.At("attestation"));
        return attestation.IsObject ? (attestation.RequiredText("key_id", least: 1), attestation.RequiredText("signature", least: 1)) : null;
    }

    private static bool ReadWriteMode(ObjectReader body)
    {
        var mode = body.Text("write_mode", PlainMode);
        if (mode is not (PlainMode or SummaryMode))
            body.Errors.Value(body.At("write_mode"), $"write_mode must be one of ['{PlainMode}', '{SummaryMode}']", "null");
        return mode == SummaryMode;
    }

    private static (string? Json, IReadOnlyList<DerivedFrom> Entries) ReadDerivedFrom(ObjectReader body)
    {
        var objects = body.Objects("derived_from");
        if (objects.Count == 0)
            return (null, []);
        try
        {
            var json = new StringBuilder("[");
            foreach (var entry in objects)
                json.Append(json.Length > 1 ? "," : "").Append(Encoding.UTF8.GetString(CanonicalJson.WriteUtf8(entry)));
            return (json.Append(']').ToString(), [.. objects.Select(Entry)]);
        }
        catch (FormatException)
        {
            body.Errors.Value(body.At("derived_from"), "derived_from holds text that is not valid Unicode, or a number beyond range", "null");
            return (null, []);
        }
    }

    private static DerivedFrom Entry(JsonElement entry) => new(Member(entry, "fact_id"), Member(entry, "hash"));

    private static string? Member(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && ObjectReader.TryText(value, out var text) ? text : null;
}
