using Stigmem.Core.Facts;
using Stigmem.Core.Sanitizing;
using Stigmem.Core.Trust;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts;

/// <summary>Looks at the texts of facts when they are read; off together with trust.</summary>
internal sealed class FactSanitizer(TrustSettings settings, Sanitizer sanitizer)
{
    private readonly bool _isOff = settings.Mode == TrustMode.Off || settings.Sanitizer == SanitizerMode.Off;

    /// <summary>What stands in a fact's value, cleaned, with the patterns that it matches.</summary>
    public SanitizerVerdict Inspect(StoredFact fact) =>
        _isOff || fact.Value.Type is not (FactValueType.String or FactValueType.Text)
            ? new SanitizerVerdict(fact.Value.Text, false, [])
            : sanitizer.Inspect(fact.Value.Text);

    /// <summary>Whether the value is withheld: never in warn mode, because clients choke on an absent value.</summary>
    public bool Withholds(in SanitizerVerdict verdict) =>
        verdict.IsSuspect && settings.Sanitizer is (SanitizerMode.Block or SanitizerMode.Quarantine);
}
