using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Json;

/// <summary>Reads and writes <see cref="FactValueContent"/>; a number keeps its digits in both directions.</summary>
public sealed class FactValueContentConverter : JsonConverter<FactValueContent>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override FactValueContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => FactValueContent.Null,
            JsonTokenType.True => FactValueContent.OfBoolean(true),
            JsonTokenType.False => FactValueContent.OfBoolean(false),
            JsonTokenType.String => FactValueContent.OfText(reader.GetString()!),
            JsonTokenType.Number => FactValueContent.OfNumberText(Digits(ref reader)),
            _ => throw new JsonException("The value of a fact is a string, a number, a boolean or null."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FactValueContent value, JsonSerializerOptions options) => Write(writer, value);

    /// <summary>Writes a value.</summary>
    internal static void Write(Utf8JsonWriter writer, in FactValueContent value)
    {
        switch (value.Kind)
        {
            case FactValueKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case FactValueKind.Number:
                writer.WriteRawValue(value.NumberText!);
                break;
            case FactValueKind.Boolean:
                writer.WriteBooleanValue(value.Boolean!.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static string Digits(ref Utf8JsonReader reader) =>
        Encoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
}
