using Stigmem.Core.Facts;
using Stigmem.Core.Words;

namespace Stigmem.Core.Vectors;

/// <summary>What of a fact is turned into a vector. Source: Operations contract, section 11.</summary>
public static class EmbeddingText
{
    /// <summary>The last segment of the entity, the relation, the value; of a ref its last segment.</summary>
    public static string Of(string entity, string relation, FactValueType type, string value) =>
        $"{EntityName.LastOf(entity)} {relation} {(type == FactValueType.Ref ? EntityName.LastOf(value) : value)}";
}
