namespace Stigmem.Protocol.Facts;

/// <summary>What a <see cref="FactValueContent"/> holds.</summary>
public enum FactValueKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,
}
