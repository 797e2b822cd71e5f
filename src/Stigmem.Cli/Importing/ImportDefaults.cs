using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>What an import adds where its source says nothing.</summary>
/// <param name="Source">Who says so.</param>
/// <param name="Scope">How far the facts may travel.</param>
/// <param name="Garden">URI of their garden.</param>
/// <param name="EntityPrefix">What stands before the name of an entity that the import makes.</param>
/// <param name="RelationPrefix">What stands before the name of a relation that the import makes.</param>
/// <param name="AsInstructions">Whether guides become facts that a model may obey.</param>
internal sealed record ImportDefaults(string Source, string Scope, string? Garden, string EntityPrefix, string RelationPrefix, bool AsInstructions = false)
{
    /// <summary>A fact with all of that.</summary>
    public AssertRequest Fact(string entity, string relation, FactValueRecord value) => new()
    {
        Entity = entity,
        Relation = relation,
        Value = value,
        Source = Source,
        Scope = Scope,
        GardenId = Garden,
    };
}
