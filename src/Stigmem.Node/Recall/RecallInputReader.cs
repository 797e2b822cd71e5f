using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Ranking;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Recall;

/// <summary>Reads a recall's body and reports every shape problem of it (operations contract, section 2).</summary>
internal static class RecallInputReader
{
    private const int LargestBudget = 200_000;
    private const int LargestLimit = 500;
    private const int Deepest = 3;

    /// <summary>The input; a refusal when it is well formed but cannot be served. Shape problems are in the reader's errors.</summary>
    public static Outcome<RecallInput> Read(ObjectReader body, bool isLegacy)
    {
        var query = body.RequiredText("query", least: 1);
        var scopeName = body.Text("scope", "local");
        var depth = (int)body.Integer("depth", 2, 0, Deepest);
        var includeNeighbors = body.Flag("include_neighbors", true);
        var input = new RecallInput
        {
            Query = query,
            Scope = FactScope.Local,
            TokenBudget = (int)body.Integer("token_budget", 4_000, 1, LargestBudget),
            Depth = includeNeighbors ? depth : 0,
            Weights = ReadWeights(body),
            MinConfidence = body.Number("min_confidence", 0.1, 0, 1),
            Limit = (int)body.Integer("limit", 100, 1, LargestLimit),
            IsLegacy = isLegacy,
        };
        var asOf = body.OptionalText("as_of");
        if (body.Errors.Any)
            return new Fault(FaultCode.ValidationFailed, "");
        if (!FactScopes.TryParse(scopeName, out var scope))
            return new Fault(FaultCode.BadRequest, $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]");
        if (asOf is not null)
            return new Fault(FaultCode.TimeTravelPluginNotLoaded, "as_of needs time travel, which this node does not have");
        return input with { Scope = scope };
    }

    private static RankWeights ReadWeights(ObjectReader body)
    {
        var byDefault = RankWeights.Default;
        if (!body.TryGet("weights", out var element))
            return byDefault;
        var weights = new ObjectReader(element, body.Errors, body.At("weights"));
        return new RankWeights(
            weights.Number("lexical", byDefault.Lexical, 0, 1), weights.Number("semantic", byDefault.Semantic, 0, 1),
            weights.Number("graph", byDefault.Graph, 0, 1), weights.Number("source_trust", byDefault.SourceTrust, 0, 1),
            weights.Number("recency", byDefault.Recency, 0, 1));
    }
}
