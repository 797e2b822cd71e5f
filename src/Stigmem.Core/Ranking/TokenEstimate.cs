namespace Stigmem.Core.Ranking;

/// <summary>How many tokens of a language model a fact takes: a quarter of its characters. Source: Operations contract, section 2.</summary>
public static class TokenEstimate
{
    private const int CharactersAToken = 4;

    /// <summary>At least 1; counted over the texts joined by spaces.</summary>
    public static int Of(string entity, string relation, string value, string source) =>
        Math.Max(1, (entity.Length + relation.Length + value.Length + source.Length + 3) / CharactersAToken);
}
