using System.Text.Json;
using System.Text.Json.Serialization;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Protocol.Json;

/// <summary>
/// Writes what an event tells: all members of the contract, null or not, for a fact that may be seen; two for one that may not.
/// </summary>
internal sealed class SubscriptionPayloadConverter : JsonConverter<SubscriptionPayload>
{
    /// <inheritdoc/>
    public override SubscriptionPayload? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, SubscriptionsJsonContext.Default.SubscriptionPayload);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SubscriptionPayload value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Redacted)
        {
            writer.WriteString("fact_id", value.FactId);
            writer.WriteBoolean("redacted", true);
        }
        else
        {
            WriteFact(writer, value);
        }
        writer.WriteEndObject();
    }

    private static void WriteFact(Utf8JsonWriter writer, SubscriptionPayload fact)
    {
        writer.WriteString("id", fact.Id);
        writer.WriteString("entity", fact.Entity);
        writer.WriteString("relation", fact.Relation);
        writer.WriteString("value_type", fact.ValueType);
        writer.WriteString("value_v", fact.ValueV);
        writer.WriteString("source", fact.Source);
        writer.WriteString("timestamp", fact.Timestamp);
        writer.WriteString("scope", fact.Scope);
        writer.WritePropertyName("confidence");
        PythonFloatConverter.Write(writer, fact.Confidence ?? 0);
        writer.WriteString("garden_id", fact.GardenId);
        if (fact.SanitizerWarnings is { Count: > 0 } warnings)
        {
            writer.WriteStartArray("sanitizer_warnings");
            foreach (var warning in warnings)
                writer.WriteStringValue(warning);
            writer.WriteEndArray();
        }
        if (fact.ConflictId is { } conflict)
        {
            writer.WriteString("conflict_id", conflict);
            writer.WriteString("contradicts", fact.Contradicts);
        }
    }
}
