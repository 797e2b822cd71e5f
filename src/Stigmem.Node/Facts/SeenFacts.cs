using Stigmem.Node.Auth;

namespace Stigmem.Node.Facts;

/// <summary>The facts that a read has shown, for the session guard.</summary>
internal sealed class SeenFacts
{
    private readonly List<long> _numbers = [];

    /// <summary>Their scopes.</summary>
    public ScopeSet Scopes { get; private set; }

    /// <summary>Their commit numbers.</summary>
    public IReadOnlyList<long> Numbers => _numbers;

    public SeenFacts With(StoredFact fact)
    {
        Scopes = Scopes.With(fact.Scope);
        _numbers.Add(fact.Seq);
        return this;
    }
}
