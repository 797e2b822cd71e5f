using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit.Sql;

/// <summary>The walks over the chains of one kind, one for each tenant, so that one pass over the log does for all.</summary>
internal sealed class ChainWalks
{
    private readonly string _chain;
    private readonly SortedDictionary<int, ChainWalk> _walks = [];
    private readonly int? _only;

    /// <param name="chain"><c>facts</c> or <c>audit</c>.</param>
    /// <param name="tenants">Who is known.</param>
    /// <param name="only">The only tenant to look at; null for all.</param>
    /// <param name="countOf">How many rows the running node has written for a tenant.</param>
    public ChainWalks(string chain, TenantDirectory tenants, string? only, Func<string, long> countOf)
    {
        _chain = chain;
        _only = only is null ? null : tenants.NumberOf(only);
        IEnumerable<KeyValuePair<string, int>> known = only is null ? tenants.All : [KeyValuePair.Create(only, _only!.Value)];
        foreach (var (name, number) in known)
            _walks[number] = new ChainWalk(chain, name, countOf(name));
    }

    /// <summary>The number of the only tenant to look at; null for all.</summary>
    public int? Only => _only;

    /// <summary>Whether no further row can tell more.</summary>
    public bool IsOver => _only is not null && _walks.Values.All(walk => walk.Failure is not null);

    /// <summary>Tenants that are walked so far.</summary>
    public IReadOnlyCollection<int> Tenants => _walks.Keys;

    /// <summary>Whether any chain does not hold.</summary>
    public bool IsBroken => _walks.Values.Any(walk => walk.Failure is not null);

    /// <summary>The walks, in the order of the tenants' numbers.</summary>
    public IEnumerable<ChainWalk> All => _walks.Values;

    /// <summary>
    /// The walk of a row's tenant. A number that has no name has a walk, too: no row holds there, because hashes cover the
    /// name.
    /// </summary>
    public ChainWalk Of(int tenant)
    {
        if (!_walks.TryGetValue(tenant, out var walk))
            _walks[tenant] = walk = new ChainWalk(_chain, $"#{tenant}", 0);
        return walk;
    }
}
