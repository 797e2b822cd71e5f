namespace Stigmem.Sdk.Facts;

/// <summary>Which fact of a contradicted tuple a list shows (Facts contract, section 17).</summary>
public enum FactPreference
{
    /// <summary>The one of more confidence, then the later one.</summary>
    Winner,

    /// <summary>The latest.</summary>
    Latest,
}
