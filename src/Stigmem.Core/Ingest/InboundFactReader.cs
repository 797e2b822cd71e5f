using System.Text;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Ingest;

/// <summary>
/// Reads one fact of a page or a push. Every shape that a peer can send ends in a fact or in a reason, never in an
/// exception: one broken fact must not stop the others. Source of the rule: Federation contract, section 7.
/// </summary>
/// <param name="maxTextBytes">The longest text that this node stores, in bytes of UTF-8.</param>
public sealed class InboundFactReader(int maxTextBytes)
{
    private const int IdLength = 36;

    /// <summary>Reads a fact; null together with the reason.</summary>
    public InboundFact? Read(JsonElement json, out IngestRefusal refusal)
    {
        try
        {
            refusal = IngestRefusal.MalformedFact;
            return json.ValueKind == JsonValueKind.Object ? ReadObject(json, out refusal) : null;
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for text that is no valid UTF-16.
            refusal = IngestRefusal.MalformedFact;
            return null;
        }
    }

    /// <summary>The id for reports on a fact that cannot be read; empty if it has none.</summary>
    public static string IdText(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Object && Text(json, "id") is { Length: <= IdLength } id ? id : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private InboundFact? ReadObject(JsonElement json, out IngestRefusal refusal)
    {
        refusal = IngestRefusal.None;
        var (validUntil, hlcText, cid) = (Text(json, "valid_until"), Text(json, "hlc"), Text(json, "cid"));
        var value = json.TryGetProperty("value", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        if (Text(json, "entity") is not { Length: > 0 } entity
            || Text(json, "relation") is not { Length: > 0 } relation
            || Text(json, "source") is not { Length: > 0 } source
            || Text(json, "id") is not { } idText
            || Text(json, "scope") is not { } scopeText
            || Text(json, "timestamp") is not { } timestamp
            || value.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("confidence", out var confidence)
            || !(IsTextOrNull(json, "valid_until") && IsTextOrNull(json, "hlc") && IsTextOrNull(json, "cid")))
            return Refuse(IngestRefusal.MalformedFact, out refusal);
        if (!Guid.TryParseExact(idText, "D", out var id) || id.ToString() != idText)
            return Refuse(IngestRefusal.InvalidId, out refusal);
        if (!FactScopes.TryParse(scopeText, out var scope))
            return Refuse(IngestRefusal.InvalidScope, out refusal);
        if (!InboundValue.TryRead(value, out var type, out var text))
            return Refuse(IngestRefusal.InvalidValue, out refusal);
        if (IsTooLarge(entity) || IsTooLarge(relation) || IsTooLarge(source) || IsTooLarge(text))
            return Refuse(IngestRefusal.FactTooLarge, out refusal);
        if (confidence.ValueKind != JsonValueKind.Number || confidence.GetDouble() is not (>= 0 and <= 1))
            return Refuse(IngestRefusal.InvalidConfidence, out refusal);
        if (!Instants.TryParse(timestamp, out _) || !TryValidUntil(validUntil, out var expiry))
            return Refuse(IngestRefusal.InvalidTime, out refusal);
        var hlc = default(Hlc);
        if (hlcText is not null && !Hlc.TryParseOfPeer(hlcText, out hlc))
            return Refuse(IngestRefusal.InvalidHlc, out refusal);

        return new InboundFact
        {
            Id = id,
            Body = new FactBody(entity, relation, type, text, source, confidence.GetDouble() + 0.0, scope),
            InterpretAs = ReadInterpretAs(value),
            Timestamp = timestamp,
            ValidUntil = validUntil,
            ValidUntilMicroseconds = expiry,
            Hlc = hlcText is null ? null : hlc,
            Cid = cid,
        };
    }

    private bool IsTooLarge(string text) => text.Length > maxTextBytes / 3 && Encoding.UTF8.GetByteCount(text) > maxTextBytes;

    private static InterpretAs? ReadInterpretAs(JsonElement value)
    {
        if (!value.TryGetProperty("interpret_as", out var given) || given.ValueKind == JsonValueKind.Null)
            return InterpretAs.Content;
        return given.ValueKind == JsonValueKind.String && InterpretAsNames.TryParse(given.GetString(), out var interpretAs) ? interpretAs : null;
    }

    private static bool TryValidUntil(string? text, out long? microseconds)
    {
        microseconds = null;
        if (text is null)
            return true;
        if (!Instants.TryParse(text, out var moment))
            return false;

        microseconds = moment;
        return true;
    }

    private static bool IsTextOrNull(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.String or JsonValueKind.Null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static InboundFact? Refuse(IngestRefusal reason, out IngestRefusal refusal)
    {
        refusal = reason;
        return null;
    }
}
