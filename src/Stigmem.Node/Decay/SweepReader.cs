using System.Text.Json;
using Stigmem.Core.Decay;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Decay;

/// <summary>Reads what a sweep is asked for: rules of the query, which go before those of the settings, or policies of a body.</summary>
internal sealed class SweepReader(DecaySettings settings)
{
    /// <summary>What the one policy of a sweep without a body is called.</summary>
    public const string QueryPolicy = "query";

    private const int MostPolicies = 100;
    private const int MostExempt = 100;
    private const int LongestName = 200;

    /// <summary>The sweep of a query and the policies of a body, if there are any.</summary>
    public Outcome<SweepRequest> Read(QueryReader query, IReadOnlyList<DecayPolicy> policies)
    {
        var dryRun = query.Flag("dry_run", false);
        var ttl = query.Integer("ttl_seconds", settings.TtlSeconds, 0, int.MaxValue);
        var least = query.Number("min_confidence", settings.MinConfidence, 0, 1);
        FactScope? scope = null;
        if (query.Errors.Any)
            return new Fault(FaultCode.ValidationFailed, "");
        if (query.Text("scope") is { } name)
        {
            if (!FactScopes.TryParse(name, out var known))
                return new Fault(FaultCode.BadRequest, $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]");
            scope = known;
        }
        if (policies.Count > 0)
            return new SweepRequest(scope, dryRun, new DecayPolicies(policies), HasOwnPolicies: true);
        var policy = new DecayPolicy
        {
            Id = QueryPolicy,
            TtlSeconds = query.Has("ttl_seconds") || ttl > 0 ? ttl : null,
            MinConfidence = least > 0 ? least : null,
        };
        return new SweepRequest(scope, dryRun, new DecayPolicies([policy]), HasOwnPolicies: false);
    }

    /// <summary>The policies of a body; shape problems are added to its list.</summary>
    public static IReadOnlyList<DecayPolicy> Policies(ObjectReader body)
    {
        if (body.TryGet("policies", out var element) && element.ValueKind == JsonValueKind.Null)
            return [];
        var sent = body.Objects("policies");
        if (sent.Count > MostPolicies)
            body.Errors.Add("too_long", body.At("policies"), $"List should have at most {MostPolicies} items", "null", $$"""{"max_length":{{MostPolicies}}}""");
        List<DecayPolicy> policies = [];
        for (var i = 0; i < Math.Min(sent.Count, MostPolicies); i++)
            policies.Add(Policy(new ObjectReader(sent[i], body.Errors, [.. body.At("policies"), i])));
        if (policies.GroupBy(policy => policy.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
            body.Errors.Value(body.At("policies"), $"the id '{twice.Key}' is there twice", "null");
        return policies;
    }

    private static DecayPolicy Policy(ObjectReader body)
    {
        if (!DecayModes.TryParse(body.Text("mode", "retract"), out var mode))
            body.Errors.Value(body.At("mode"), $"mode must be one of [{AssertInputReader.Quoted(DecayModes.SortedNames)}]", "null");
        var policy = new DecayPolicy
        {
            Id = body.RequiredText("id", 1, LongestName),
            Relation = body.OptionalText("relation") is { Length: > 0 } relation and not "*" ? relation : null,
            Scope = body.TryGet("scope", out var scope) && scope.ValueKind != JsonValueKind.Null ? AssertInputReader.ReadScope(body, "scope", FactScope.Local) : null,
            Mode = mode,
            TtlSeconds = body.OptionalInteger("ttl_s", 0, int.MaxValue),
            HalfLifeSeconds = body.OptionalInteger("half_life_s", 1, int.MaxValue),
            MinConfidence = body.OptionalNumber("min_confidence", 0, 1),
            ExemptRelations = body.Texts("exempt_relations", []),
        };
        if (policy.ExemptRelations.Count > MostExempt)
            body.Errors.Value(body.At("exempt_relations"), $"at most {MostExempt} relations can be exempt", "null");
        if (policy.HalfLifeSeconds is not null && mode == DecayMode.Retract)
            body.Errors.Value(body.At("half_life_s"), "half_life_s goes with mode confidence", "null");
        if (policy is { TtlSeconds: null, HalfLifeSeconds: null, MinConfidence: null })
            body.Errors.Value(body.At("ttl_s"), "a policy needs ttl_s, half_life_s or min_confidence", "null");
        return policy;
    }
}
