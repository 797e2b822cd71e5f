using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Node.Auth;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary>Turns stored facts into what travels: raw, or as a reader sees them with trust and sanitizer applied.</summary>
internal sealed class FactPresenter(SourceTrustReader trust, FactSanitizer sanitizer, TimeProvider time)
{
    private static readonly FactValueContent True = FactValueContent.OfBoolean(true);
    private static readonly FactValueContent False = FactValueContent.OfBoolean(false);

    /// <summary>A fact as it is stored: the answer to an assert, and the sides of a conflict.</summary>
    public FactRecord Raw(StoredFact fact, bool contradicted, IReadOnlyList<string> warnings) =>
        Record(fact, Content(fact.Value.Type, fact.Value.Text), contradicted, warnings, null, []);

    /// <summary>A fact as a reader sees it (facts contract, section 22).</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="contradicted">Whether it is at odds with a live fact.</param>
    /// <param name="isTrusted">False when strict trust would hide it from lists.</param>
    public FactRecord Read(StoredFact fact, Principal caller, bool contradicted, out bool isTrusted)
    {
        var sourceTrust = trust.Of(fact, caller);
        isTrusted = trust.IsEnough(fact.Confidence, sourceTrust);
        var verdict = sanitizer.Inspect(fact);
        var content = sanitizer.Withholds(fact, verdict) ? FactValueContent.Null : Content(fact.Value.Type, verdict.Text);
        var record = Record(fact, content, contradicted, [], sourceTrust, verdict.Warnings);
        return verdict.IsSuspect || verdict.Changed
            ? record with { SanitizerRedacted = sanitizer.Withholds(fact, verdict), SanitizerChanged = verdict.Changed }
            : record;
    }

    /// <summary>Whether strict trust lets the fact into the caller's lists; neither presents nor sanitizes it.</summary>
    public bool IsTrusted(StoredFact fact, Principal caller) => trust.IsEnough(fact.Confidence, trust.Of(fact, caller));

    private FactRecord Record(
        StoredFact fact, FactValueContent content, bool contradicted, IReadOnlyList<string> warnings, double? sourceTrust, IReadOnlyList<string> sanitizerWarnings) => new()
    {
        Id = fact.Id.ToString(),
        Entity = fact.Entity,
        Relation = fact.Relation,
        Value = new FactValueRecord { Type = fact.Value.Type.Name(), V = content, InterpretAs = fact.Value.InterpretAs.Name() },
        Source = fact.Source,
        Timestamp = Instants.Format(fact.TimestampMicroseconds),
        Hlc = fact.Hlc.ToString(),
        ReceivedFrom = fact.ReceivedFrom,
        ValidUntil = fact.ValidUntil,
        Confidence = fact.Confidence,
        Scope = fact.Scope.Name(),
        AttestedKeyId = fact.AttestedKeyId,
        OriginNodeId = fact.OriginNodeId,
        OriginAllowedScopes = fact.OriginAllowedScopes?.Split(','),
        GardenId = fact.Garden?.ToString(),
        Contradicted = contradicted,
        Warnings = warnings,
        SourceTrust = sourceTrust,
        QuarantineStatus = fact.State.Quarantine.WireName(),
        QuarantineGardenId = fact.State.QuarantineGarden?.ToString(),
        EffectiveConfidence = sourceTrust is { } t ? fact.Confidence * t : null,
        SanitizerWarnings = sanitizerWarnings,
        Cid = fact.Cid.ToString(),
        DerivedFrom = Entries(fact.DerivedFromJson),
        State = End(fact),
    };

    /// <summary>Why the fact no longer stands; null for most, so that their records stay as they are.</summary>
    private string? End(StoredFact fact)
    {
        if (fact.Confidence == 0)
            return "retraction";
        if (fact.State.RetractedMicroseconds is not null)
            return "retracted";
        if (fact.State.SupersededMicroseconds is not null)
            return "superseded";
        return fact.ValidUntilMicroseconds is not null && fact.IsExpired(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000) ? "expired" : null;
    }

    private static FactValueContent Content(FactValueType type, string text) => type switch
    {
        FactValueType.Number => FactValueContent.OfNumberText(text),
        FactValueType.Boolean => text == "true" ? True : False,
        FactValueType.Null => FactValueContent.Null,
        _ => FactValueContent.OfText(text),
    };

    private static IReadOnlyList<JsonElement> Entries(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }
}
