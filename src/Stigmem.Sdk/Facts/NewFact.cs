using System.Text;
using Stigmem.Core.Facts;
using Stigmem.Core.Signatures;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Facts;

/// <summary>A fact to assert (Facts contract, section 9).</summary>
public sealed record NewFact
{
    private const string Retracted = "retracted";

    /// <summary>What it is about, such as <c>stigmem://acme.test/user/ada</c> or <c>user:ada</c>; the node normalizes it.</summary>
    public required string Entity { get; init; }

    /// <summary>What it says about it, such as <c>memory:role</c>; kept as it is.</summary>
    public required string Relation { get; init; }

    /// <summary>The value, from <see cref="FactValues"/>.</summary>
    public required FactValueRecord Value { get; init; }

    /// <summary>Who says so; the node normalizes it.</summary>
    public required string Source { get; init; }

    /// <summary>How sure the source is, 0 to 1; 0 retracts.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>How far it may travel. By default it stays on the node.</summary>
    public FactScope Scope { get; init; } = FactScope.Local;

    /// <summary>When it ceases to hold; null for never.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The URI of its garden, <c>stigmem://node/garden/slug</c>, whose scope must be the fact's; null for none.</summary>
    public string? Garden { get; init; }

    /// <summary>The facts it was derived from; see <see cref="SummaryOf"/>.</summary>
    public IReadOnlyList<Citation> DerivedFrom { get; init; } = [];

    /// <summary>True if it sums up <see cref="DerivedFrom"/> (<c>write_mode</c> <c>summarize_with_provenance</c>).</summary>
    public bool IsSummary { get; init; }

    /// <summary>The signature of the source; see <see cref="SignedBy"/>.</summary>
    public AttestationToken? Attestation { get; init; }

    /// <summary>
    /// The same fact as a summary of facts that were read: cites them by id and content id, and so passes the guard of a
    /// session that has read its scope (section 20). At least one of them must be of the scope that is written to.
    /// </summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public NewFact SummaryOf(IEnumerable<FactRecord> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Citation[] cited = [.. facts.Select(fact => new Citation(fact.Id, fact.Cid))];
        return cited.Length > 0
            ? this with { DerivedFrom = cited, IsSummary = true }
            : throw new ArgumentException("A summary is of at least one fact.", nameof(facts));
    }

    /// <summary>
    /// The same fact signed by its source. The signature covers entity, relation, value type, value and source as they are
    /// now: sign last, since a later change of one of them makes the node refuse the fact.
    /// </summary>
    /// <param name="keyId">The id of the agent key, registered for the caller by <see cref="Auth.AgentKeysClient"/>.</param>
    /// <param name="signer">Its private half; used here only and not kept.</param>
    public NewFact SignedBy(string keyId, ISigner signer)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        ArgumentNullException.ThrowIfNull(signer);
        var message = $"{Entity}\n{Relation}\n{Value.Type}\n{Value.StorageText()}\n{Source}";
        var signature = signer.Sign(Encoding.UTF8.GetBytes(message));
        return this with { Attestation = new() { KeyId = keyId, Signature = Base64Url.Encode(signature) } };
    }

    /// <summary>What takes a fact back, in the name of its own source and in the same scope and garden (section 14).</summary>
    /// <exception cref="ArgumentException">The scope of the fact is none that this client knows.</exception>
    public static NewFact RetractionOf(FactRecord fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (!FactScopes.TryParse(fact.Scope, out var scope))
            throw new ArgumentException($"The scope '{fact.Scope}' is unknown.", nameof(fact));

        // A record names its garden by UUID, a request by URI, of which a node reads only what follows /garden/.
        return Retraction(fact.Entity, fact.Relation, fact.Source, scope, fact.GardenId is { } id ? $"stigmem://node/garden/{id}" : null);
    }

    internal static NewFact Retraction(string entity, string relation, string source, FactScope scope, string? garden) => new()
    {
        Entity = entity,
        Relation = relation,
        Value = FactValues.Label(Retracted),
        Source = source,
        Confidence = 0,
        Scope = scope,
        Garden = garden,
    };

    internal AssertRequest ToRequest() => new()
    {
        Entity = Entity,
        Relation = Relation,
        Value = Value,
        Source = Source,
        Confidence = Confidence,
        Scope = Scope.Name(),
        ValidUntil = ValidUntil is { } moment ? WireTime.Text(moment) : null,
        Attestation = Attestation,
        GardenId = Garden,
        WriteMode = IsSummary ? "summarize_with_provenance" : "assert",
        DerivedFrom = [.. DerivedFrom.Select(citation => citation.ToElement())],
    };
}
