namespace Stigmem.Core.Facts;

/// <summary>How far a fact may travel. <see cref="Local"/> and <see cref="Team"/> stay on the node by default.</summary>
public enum FactScope : byte
{
    /// <summary>Stays on this node.</summary>
    Local,

    /// <summary>Stays on this node unless the operator opens it to peers.</summary>
    Team,

    /// <summary>Travels to peers that declare it.</summary>
    Company,

    /// <summary>Travels to any active peer.</summary>
    Public,
}
