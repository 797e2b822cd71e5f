namespace Stigmem.Core.Peers;

/// <summary>Why a declaration leads to the status <c>rejected</c>.</summary>
public enum DeclarationFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The node could not be asked, or its answer could not be read.</summary>
    Unreachable,

    /// <summary>The node at that address has another identity.</summary>
    NodeIdMismatch,

    /// <summary>The node at that address has another key, or does not federate.</summary>
    PubkeyMismatch,

    /// <summary>The signature does not belong to the declaration and its key.</summary>
    InvalidSignature,

    /// <summary>It was signed too long ago, in the future, or at no readable time.</summary>
    SignedAtOutOfWindow,
}
