namespace Stigmem.Node.Facts;

/// <summary>Which fact of a contradicted tuple a list shows; an addition to the reference.</summary>
internal enum Preference : byte
{
    /// <summary>None, as the reference does.</summary>
    None,

    /// <summary>The one with more confidence, then the later one.</summary>
    Winner,

    /// <summary>The latest.</summary>
    Latest,
}
