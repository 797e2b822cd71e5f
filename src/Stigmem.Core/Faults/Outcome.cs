using System.Diagnostics.CodeAnalysis;

namespace Stigmem.Core.Faults;

/// <summary>A value, or the <see cref="Fault"/> that explains why there is none.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly Fault? _fault;

    private Outcome(T? value, Fault? fault)
    {
        _value = value;
        _fault = fault;
    }

    /// <summary>Reads the outcome: exactly one of the two is set.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Fault? fault)
    {
        value = _value;
        fault = _fault;
        return fault is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Fault fault) => new(default, fault);
}
