using Stigmem.Core.Facts;

namespace Stigmem.Node.Auth;

/// <summary>The scopes that a key covers.</summary>
/// <param name="Bits">One bit a scope, at the position of its number.</param>
internal readonly record struct ScopeSet(byte Bits)
{
    /// <summary>All four.</summary>
    public static ScopeSet All => new(0b1111);

    public bool Contains(FactScope scope) => (Bits & (1 << (int)scope)) != 0;

    public ScopeSet With(FactScope scope) => new((byte)(Bits | (1 << (int)scope)));

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names()
    {
        var set = this;
        return [.. Enum.GetValues<FactScope>().Where(set.Contains).Select(scope => scope.Name()).Order(StringComparer.Ordinal)];
    }
}
