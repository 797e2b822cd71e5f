using Stigmem.Core.Sanitizing;
using Stigmem.Core.Trust;

namespace Stigmem.Node.Settings;

/// <summary>How far sources and texts are trusted when facts are read.</summary>
public sealed record TrustSettings
{
    /// <summary>Whether low trust hides facts, only shows, or is not computed.</summary>
    public required TrustMode Mode { get; init; }

    /// <summary>What happens to texts that look like instructions to a model.</summary>
    public required SanitizerMode Sanitizer { get; init; }

    /// <summary>The weights of the trust score.</summary>
    public required TrustWeights Weights { get; init; }

    /// <summary>A file with one pattern a line, beside the built-in ones.</summary>
    public required string ExtraPatternsFile { get; init; }

    /// <summary>A JSON file with sources that are always or never trusted.</summary>
    public required string RulesFile { get; init; }

    /// <summary>UUID or slug of the node's quarantine garden.</summary>
    public required string QuarantineGarden { get; init; }

    /// <summary>The source-attestation mode that discovery tells.</summary>
    public required SourceAttestationMode SourceAttestationMode { get; init; }

    internal static TrustSettings Read(SettingsReader reader) => new()
    {
        Mode = reader.Choice("TRUST_MODE", TrustMode.Relaxed, "strict hides facts of low trust, relaxed shows the score, off computes none."),
        Sanitizer = reader.Choice("SANITIZER_MODE", SanitizerMode.Warn, "What is done with texts that look like instructions to a model."),
        Weights = new TrustWeights(
            reader.Number("TRUST_WEIGHT_IDENTITY", 0.35, 0, 1, "Weight of a source's identity in its trust."),
            reader.Number("TRUST_WEIGHT_PEER_HISTORY", 0.30, 0, 1, "Weight of the record of the peer that sent the fact."),
            reader.Number("TRUST_WEIGHT_SCOPE_AUTHORITY", 0.25, 0, 1, "Weight of the source's authority over the scope."),
            reader.Number("TRUST_WEIGHT_ATTESTATION_MODE", 0.10, 0, 1, "Weight of the attestation mode.")),
        ExtraPatternsFile = reader.Text("SANITIZER_EXTRA_PATTERNS_FILE", "", "File with one more pattern a line."),
        RulesFile = reader.Text("TRUST_RULES_FILE", "", "JSON file with sources that are always or never trusted."),
        QuarantineGarden = reader.Text("QUARANTINE_GARDEN_ID", "", "UUID or slug of the garden that holds quarantined facts."),
        SourceAttestationMode = reader.Choice("SOURCE_ATTESTATION_MODE", SourceAttestationMode.Off, "The source-attestation mode that discovery tells."),
    };
}
