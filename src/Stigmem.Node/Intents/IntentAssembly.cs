using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Intents.Sql;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Intents;

namespace Stigmem.Node.Intents;

/// <summary>Puts an intent together from those of its facts that stand, as a reader sees them.</summary>
internal sealed class IntentAssembly(StoredIntents intents, FactPresenter presenter, SqlSession session, StoredFact goal, Principal caller, long nowMicroseconds)
{
    private readonly List<StoredFact> _used = [];
    private IReadOnlyList<StoredFact> _facts = [];

    /// <summary>The intent under the name that was asked for.</summary>
    public IntentRecord Assemble(string id)
    {
        _facts = Read(goal.Entity);
        return new IntentRecord
        {
            Id = id,
            From = Text(_facts, IntentRelations.From) ?? goal.Source,
            To = Texts(IntentRelations.To),
            Goal = Text(_facts, IntentRelations.Goal) ?? "",
            Scope = goal.Scope.Name(),
            CreatedAt = Instants.Format(goal.TimestampMicroseconds),
            ExpiresAt = goal.ValidUntil,
            Constraint = Parts(IntentRelations.Constraint, Constraint),
            Preference = Parts(IntentRelations.Preference, Preference),
            Deference = Parts(IntentRelations.Deference, Deference),
            Escalation = Escalation(),
            Handoff = Handoff(),
            FactIds = [.. _used.OrderBy(fact => fact.Seq).Select(fact => fact.Id.ToString())],
        };
    }

    private static IntentConstraint? Constraint(Part part) => part.Value(IntentRelations.Limit) is { } limit
        ? new IntentConstraint { Kind = part.Text(IntentRelations.Kind) ?? "", Limit = limit, Unit = part.Text(IntentRelations.Unit) }
        : null;

    private static IntentPreference? Preference(Part part) => part.Value(IntentRelations.Value) is { } value
        ? new IntentPreference { Kind = part.Text(IntentRelations.Kind) ?? "", Value = value, Weight = part.Value(IntentRelations.Weight)?.V.Number ?? 1 }
        : null;

    private static IntentDeference? Deference(Part part) => part.Text(IntentRelations.Condition) is { } condition
        ? new IntentDeference
        {
            Condition = condition,
            DeferTo = part.Text(IntentRelations.DeferTo) ?? "",
            TimeoutSeconds = part.Value(IntentRelations.Timeout)?.V.Number is { } seconds ? (long)seconds : null,
        }
        : null;

    private IntentEscalation? Escalation() => Text(_facts, IntentRelations.EscalateTo) is { } to
        ? new IntentEscalation
        {
            EscalateTo = to,
            Channel = Text(_facts, IntentRelations.Channel)!,
            Priority = Text(_facts, IntentRelations.Escalation)!,
            IncludeContext = Text(_facts, IntentRelations.Context) != "false",
        }
        : null;

    private IntentHandoff? Handoff() => Text(_facts, IntentRelations.HandoffSummary) is { } summary
        ? new IntentHandoff
        {
            Summary = summary,
            FactRefs = Texts(IntentRelations.ContextRef),
            Continuation = Text(_facts, IntentRelations.Continuation),
            Artifacts = Parts(IntentRelations.Artifact, part => part.Text(IntentRelations.Ref) is { } reference
                ? new IntentArtifact { Name = part.Text(IntentRelations.Name) ?? "", Ref = reference }
                : null),
        }
        : null;

    /// <summary>The parts that references of a relation name. A part that somebody else put there has none of its writer's facts.</summary>
    private IReadOnlyList<T> Parts<T>(string relation, Func<Part, T?> read) where T : class =>
    [
        .. _facts.Where(fact => fact.Relation == relation && fact.Value.Type == FactValueType.Ref && fact.Value.Text.StartsWith(goal.Entity + ":", StringComparison.Ordinal))
            .Select(fact => read(new Part(this, Read(fact.Value.Text)))).OfType<T>(),
    ];

    private IReadOnlyList<StoredFact> Read(string entity)
    {
        var facts = intents.Standing(session, entity, goal, caller, nowMicroseconds);
        _used.AddRange(facts);
        return facts;
    }

    private IReadOnlyList<string> Texts(string relation) => [.. _facts.Where(fact => fact.Relation == relation).Select(fact => Present(fact).V.Text).OfType<string>()];

    private string? Text(IReadOnlyList<StoredFact> facts, string relation) => Value(facts, relation)?.V.Text;

    private FactValueRecord? Value(IReadOnlyList<StoredFact> facts, string relation) =>
        facts.FirstOrDefault(fact => fact.Relation == relation) is { } found ? Present(found) : null;

    private FactValueRecord Present(StoredFact fact) => presenter.Read(fact, caller, false, out _).Value;

    private sealed record Part(IntentAssembly Whole, IReadOnlyList<StoredFact> Facts)
    {
        public string? Text(string relation) => Whole.Text(Facts, relation);

        public FactValueRecord? Value(string relation) => Whole.Value(Facts, relation);
    }
}
