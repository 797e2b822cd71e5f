using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stigmem.Benchmarks.Datasets;

/// <summary>One fact of a dataset, as a client asserts it.</summary>
internal sealed record BenchFact(
    string Entity,
    string Relation,
    string ValueType,
    string Value,
    string Source,
    string Scope,
    double Confidence = 1.0)
{
    /// <summary>Bodies carry text as clients send it, quotes and accents unescaped.</summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the assert request body of <c>POST /v1/facts</c>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("entity"u8, Entity);
        writer.WriteString("relation"u8, Relation);
        writer.WriteStartObject("value"u8);
        writer.WriteString("type"u8, ValueType);
        if (ValueType == "number")
        {
            writer.WriteNumber("v"u8, double.Parse(Value, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteString("v"u8, Value);
        }

        writer.WriteEndObject();
        writer.WriteString("source"u8, Source);
        writer.WriteNumber("confidence"u8, Confidence);
        writer.WriteString("scope"u8, Scope);
        writer.WriteEndObject();
    }
}
