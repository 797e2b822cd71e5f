namespace Stigmem.Core.Facts;

/// <summary>What a reader may do with a value.</summary>
public enum InterpretAs : byte
{
    /// <summary>Data to be read.</summary>
    Content,

    /// <summary>Guidance that an agent may follow; writing it needs a permission of its own.</summary>
    Instruction,
}
