using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Json;

/// <summary>Writes doubles as the reference does (<c>1.0</c>, <c>1e-05</c>): clients recompute content ids from that text.</summary>
public sealed class PythonFloatConverter : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[PythonFloat.LongestText];
        writer.WriteRawValue(text[..PythonFloat.Format(value, text)], skipInputValidation: true);
    }
}
