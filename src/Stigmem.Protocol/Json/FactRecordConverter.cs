using System.Text.Json;
using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Json;

/// <summary>
/// Writes facts member by member. A page of facts is most of what a node sends, and the general writer took a third of
/// the time of such an answer. Reading stays with the generated contract; a test holds the two together.
/// </summary>
internal sealed class FactRecordConverter : JsonConverter<FactRecord>
{
    private static readonly JsonEncodedText Id = Name("id"), Entity = Name("entity"), Relation = Name("relation"), Value = Name("value"),
        ValueType = Name("type"), V = Name("v"), InterpretAs = Name("interpret_as"), Source = Name("source"), Timestamp = Name("timestamp"),
        Hlc = Name("hlc"), ReceivedFrom = Name("received_from"), ValidUntil = Name("valid_until"), Confidence = Name("confidence"),
        Scope = Name("scope"), AttestedKeyId = Name("attested_key_id"), OriginNodeId = Name("origin_node_id"),
        OriginAllowedScopes = Name("origin_allowed_scopes"), GardenId = Name("garden_id"), Attested = Name("attested"),
        Contradicted = Name("contradicted"), Warnings = Name("warnings"), SourceTrust = Name("source_trust"),
        QuarantineStatus = Name("quarantine_status"), QuarantineGardenId = Name("quarantine_garden_id"),
        EffectiveConfidence = Name("effective_confidence"), SanitizerWarnings = Name("sanitizer_warnings"),
        SanitizerRedacted = Name("sanitizer_redacted"), Cid = Name("cid"), DerivedFrom = Name("derived_from"),
        SanitizerChanged = Name("sanitizer_changed"), State = Name("state");

    /// <inheritdoc/>
    public override FactRecord? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, FactsJsonContext.Default.FactRecord);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FactRecord value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteStatement(writer, value);
        WriteOrigin(writer, value);
        WriteJudgement(writer, value);
        writer.WriteEndObject();
    }

    private static void WriteStatement(Utf8JsonWriter writer, FactRecord fact)
    {
        writer.WriteString(Id, fact.Id);
        writer.WriteString(Entity, fact.Entity);
        writer.WriteString(Relation, fact.Relation);
        writer.WriteStartObject(Value);
        writer.WriteString(ValueType, fact.Value.Type);
        writer.WritePropertyName(V);
        FactValueContentConverter.Write(writer, fact.Value.V);
        writer.WriteString(InterpretAs, fact.Value.InterpretAs);
        writer.WriteEndObject();
        writer.WriteString(Source, fact.Source);
        writer.WriteString(Timestamp, fact.Timestamp);
    }

    private static void WriteOrigin(Utf8JsonWriter writer, FactRecord fact)
    {
        writer.WriteString(Hlc, fact.Hlc);
        writer.WriteString(ReceivedFrom, fact.ReceivedFrom);
        writer.WriteString(ValidUntil, fact.ValidUntil);
        WriteNumber(writer, Confidence, fact.Confidence);
        writer.WriteString(Scope, fact.Scope);
        writer.WriteString(AttestedKeyId, fact.AttestedKeyId);
        writer.WriteString(OriginNodeId, fact.OriginNodeId);
        if (fact.OriginAllowedScopes is { } scopes)
            WriteTexts(writer, OriginAllowedScopes, scopes);
        else
            writer.WriteNull(OriginAllowedScopes);
        writer.WriteString(GardenId, fact.GardenId);
        if (fact.Attested is { } attested)
            writer.WriteBoolean(Attested, attested);
        else
            writer.WriteNull(Attested);
    }

    private static void WriteJudgement(Utf8JsonWriter writer, FactRecord fact)
    {
        writer.WriteBoolean(Contradicted, fact.Contradicted);
        WriteTexts(writer, Warnings, fact.Warnings);
        WriteNumber(writer, SourceTrust, fact.SourceTrust);
        writer.WriteString(QuarantineStatus, fact.QuarantineStatus);
        writer.WriteString(QuarantineGardenId, fact.QuarantineGardenId);
        WriteNumber(writer, EffectiveConfidence, fact.EffectiveConfidence);
        WriteTexts(writer, SanitizerWarnings, fact.SanitizerWarnings);
        writer.WriteBoolean(SanitizerRedacted, fact.SanitizerRedacted);
        writer.WriteString(Cid, fact.Cid);
        writer.WriteStartArray(DerivedFrom);
        foreach (var origin in fact.DerivedFrom)
            origin.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteBoolean(SanitizerChanged, fact.SanitizerChanged);
        if (fact.State is { } state)
            writer.WriteString(State, state);
    }

    private static void WriteTexts(Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonEncodedText name, double? number)
    {
        writer.WritePropertyName(name);
        if (number is { } value)
            PythonFloatConverter.Write(writer, value);
        else
            writer.WriteNullValue();
    }

    private static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name);
}
