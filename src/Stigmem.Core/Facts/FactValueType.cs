using System.Diagnostics.CodeAnalysis;

namespace Stigmem.Core.Facts;

/// <summary>The type of a fact's value.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The members carry the wire names.")]
public enum FactValueType : byte
{
    /// <summary>A short label.</summary>
    String,

    /// <summary>Long text.</summary>
    Text,

    /// <summary>A finite double.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An ISO 8601 date or instant.</summary>
    DateTime,

    /// <summary>A reference to another entity.</summary>
    Ref,

    /// <summary>No value.</summary>
    Null,
}
