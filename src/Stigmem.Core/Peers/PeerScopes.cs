using Stigmem.Core.Facts;

namespace Stigmem.Core.Peers;

/// <summary>A set of scopes, as two nodes agree on them.</summary>
public readonly record struct PeerScopes
{
    private const int AllBits = 0b1111;

    private readonly byte _bits;

    private PeerScopes(int bits) => _bits = (byte)bits;

    /// <summary>The set of the given scopes.</summary>
    public PeerScopes(params ReadOnlySpan<FactScope> scopes)
    {
        foreach (var scope in scopes)
            _bits |= Bit(scope);
    }

    /// <summary>No scope.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>The wire names in ordinal order: the form in which an agreement is stored.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var set = this;
            return [.. FactScopes.SortedNames.Where(name => FactScopes.TryParse(name, out var scope) && set.Contains(scope))];
        }
    }

    /// <summary>Reads wire names; unknown ones grant nothing and are left out.</summary>
    public static PeerScopes OfKnown(IEnumerable<string> names)
    {
        var bits = 0;
        foreach (var name in names)
        {
            if (FactScopes.TryParse(name, out var scope))
                bits |= Bit(scope);
        }

        return new(bits);
    }

    /// <summary>The set as a number, for places where names are too long.</summary>
    public int Number => _bits;

    /// <summary>Reads such a number.</summary>
    public static bool TryOfNumber(long number, out PeerScopes scopes)
    {
        scopes = number is >= 0 and <= AllBits ? new((int)number) : default;
        return number is >= 0 and <= AllBits;
    }

    /// <summary>
    /// What may cross between this node and a peer: what was agreed on and the token claims as well, never
    /// <c>local</c>, and <c>team</c> only if the operator opened it. Source of the rule: Federation contract, section 5.1.
    /// </summary>
    /// <param name="agreed">The scopes of the registration.</param>
    /// <param name="claimed">The scopes of the peer's token.</param>
    /// <param name="allowTeam">Whether <c>team</c> may leave a node at all.</param>
    public static PeerScopes Permitted(PeerScopes agreed, PeerScopes claimed, bool allowTeam) =>
        new(agreed._bits & claimed._bits & ~Bit(FactScope.Local) & (allowTeam ? ~0 : ~Bit(FactScope.Team)));

    /// <summary>Whether the scope is one of the set.</summary>
    public bool Contains(FactScope scope) => (_bits & Bit(scope)) != 0;

    /// <summary>Whether each of its scopes is one of the other set.</summary>
    public bool IsWithin(PeerScopes other) => (_bits & ~other._bits) == 0;

    /// <summary>The scopes of both sets: a hop may only narrow.</summary>
    public PeerScopes Intersect(PeerScopes other) => new(_bits & other._bits);

    /// <summary>The names, joined by commas.</summary>
    public override string ToString() => string.Join(',', Names);

    private static byte Bit(FactScope scope) => (byte)(1 << (int)scope);
}
