using Stigmem.Core.Facts;
using Stigmem.Core.Sanitizing;
using Stigmem.Core.Trust;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts;

/// <summary>Looks at the texts of facts when they are read; off together with trust.</summary>
internal sealed class FactSanitizer(TrustSettings settings, Sanitizer sanitizer, ISuspectTexts suspects)
{
    private readonly bool _isOff = settings.Mode == TrustMode.Off || settings.Sanitizer == SanitizerMode.Off;

    /// <summary>What stands in a fact's value, cleaned, with the patterns that it matches.</summary>
    public SanitizerVerdict Inspect(StoredFact fact)
    {
        if (_isOff || fact.Value.Type is not (FactValueType.String or FactValueType.Text))
            return new SanitizerVerdict(fact.Value.Text, false, []);
        var verdict = sanitizer.Inspect(fact.Value.Text);
        if (verdict.IsSuspect && settings.Sanitizer == SanitizerMode.Quarantine)
            suspects.Report(fact, verdict.Warnings);
        return verdict;
    }

    /// <summary>
    /// Whether the value is withheld: never in warn mode, because clients choke on an absent value, and not after a
    /// moderator has let the fact out of quarantine.
    /// </summary>
    public bool Withholds(StoredFact fact, in SanitizerVerdict verdict) => verdict.IsSuspect && settings.Sanitizer switch
    {
        SanitizerMode.Block => true,
        SanitizerMode.Quarantine => fact.State.Quarantine != QuarantineStatus.Promoted,
        _ => false,
    };
}
