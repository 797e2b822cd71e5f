using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>What the source of an import has said before in the same place, as far as it still stands.</summary>
internal sealed class KnownFacts
{
    private const int PageSize = 500;
    private readonly Dictionary<(string Entity, string Relation), List<FactRecord>> _byTuple = [];

    /// <summary>Asks the node.</summary>
    public static async Task<KnownFacts> ReadAsync(StigmemClient client, ImportDefaults defaults, CancellationToken cancellation)
    {
        var known = new KnownFacts();
        var query = new FactQuery
        {
            Source = defaults.Source,
            Scope = ScopeOf(defaults.Scope),
            Garden = defaults.Garden,
            IncludeContradicted = true,
            IncludeLowTrust = true,
            Limit = PageSize,
        };
        await foreach (var fact in client.Facts.QueryAllAsync(query, cancellation))
        {
            if (defaults.Garden is not null || fact.GardenId is null)
                known.On(fact.Entity, fact.Relation).Add(fact);
        }
        return known;
    }

    /// <summary>The name under which the node keeps the fact's tuple.</summary>
    public static (string Entity, string Relation) TupleOf(AssertRequest fact) => (Normal(fact.Entity), fact.Relation);

    /// <summary>Whether anything has been said about the fact's tuple.</summary>
    public bool Has(AssertRequest fact) => On(Normal(fact.Entity), fact.Relation).Count > 0;

    /// <summary>Whether exactly this has been said: the same content, to be read in the same way.</summary>
    public bool Says(AssertRequest fact)
    {
        if (!FactValueTypes.TryParse(fact.Value.Type, out var type))
            return false;
        FactBody body = new(Normal(fact.Entity), fact.Relation, type, fact.Value.V.ToString(), Normal(fact.Source), fact.Confidence, ScopeOf(fact.Scope));
        return On(body.Entity, fact.Relation)
            .Exists(known => known.Cid is { } cid && known.Value.InterpretAs == fact.Value.InterpretAs && ContentId.MatchesDeclared(body, cid, out _));
    }

    private static string Normal(string name) => EntityUri.Normalize(name).TryGet(out var normal, out _) ? normal : name;

    private static FactScope ScopeOf(string name) => FactScopes.TryParse(name, out var scope) ? scope : FactScope.Local;

    private List<FactRecord> On(string entity, string relation)
    {
        if (!_byTuple.TryGetValue((entity, relation), out var facts))
            _byTuple.Add((entity, relation), facts = []);
        return facts;
    }
}
