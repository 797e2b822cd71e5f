using System.Globalization;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Intents;

/// <summary>Says an intent in facts: one or more for each of its parts, on the intent and on entities below it.</summary>
internal static class IntentFacts
{
    /// <summary>The facts, in the order in which they are written.</summary>
    /// <param name="input">The intent, with its names normalized.</param>
    /// <param name="id">What it is called.</param>
    public static IReadOnlyList<AssertInput> Of(IntentInput input, string id)
    {
        List<AssertInput> facts = [];
        void Say(string entity, string relation, FactValue value) => facts.Add(new AssertInput
        {
            Entity = entity,
            Relation = relation,
            Value = value,
            RawValueText = value.Text,
            Source = input.From,
            Confidence = 1,
            Scope = input.Scope,
            ValidUntil = input.ExpiresAt,
            ValidUntilMicroseconds = input.ExpiresMicroseconds,
        });
        string Part(string kind, string relation, int index)
        {
            var part = $"{id}:{kind}:{index.ToString(CultureInfo.InvariantCulture)}";
            Say(id, relation, Value(FactValueType.Ref, part));
            return part;
        }

        Say(id, IntentRelations.From, Value(FactValueType.Ref, input.From));
        Say(id, IntentRelations.Goal, Value(FactValueType.Text, input.Goal));
        foreach (var to in input.To)
            Say(id, IntentRelations.To, Value(FactValueType.Ref, to));
        for (var i = 0; i < input.Constraints.Count; i++)
        {
            var (part, (kind, limit, unit)) = (Part("constraint", IntentRelations.Constraint, i), input.Constraints[i]);
            Say(part, IntentRelations.Kind, Value(FactValueType.String, kind));
            Say(part, IntentRelations.Limit, limit);
            if (unit is not null)
                Say(part, IntentRelations.Unit, Value(FactValueType.String, unit));
        }
        for (var i = 0; i < input.Preferences.Count; i++)
        {
            var (part, (kind, value, weight)) = (Part("preference", IntentRelations.Preference, i), input.Preferences[i]);
            Say(part, IntentRelations.Kind, Value(FactValueType.String, kind));
            Say(part, IntentRelations.Value, value);
            Say(part, IntentRelations.Weight, Value(FactValueType.Number, PythonFloat.Format(weight)));
        }
        for (var i = 0; i < input.Deferences.Count; i++)
        {
            var (part, deference) = (Part("deference", IntentRelations.Deference, i), input.Deferences[i]);
            Say(part, IntentRelations.Condition, Value(FactValueType.Text, deference.Condition));
            Say(part, IntentRelations.DeferTo, Value(FactValueType.Ref, deference.DeferTo));
            if (deference.TimeoutSeconds is { } timeout)
                Say(part, IntentRelations.Timeout, Value(FactValueType.Number, PythonFloat.Format(timeout)));
        }
        if (input.Escalation is { } escalation)
        {
            Say(id, IntentRelations.Escalation, Value(FactValueType.String, escalation.Priority));
            Say(id, IntentRelations.EscalateTo, Value(FactValueType.Ref, escalation.EscalateTo));
            Say(id, IntentRelations.Channel, Value(FactValueType.String, escalation.Channel));
            Say(id, IntentRelations.Context, Value(FactValueType.String, escalation.IncludeContext ? "true" : "false"));
        }
        if (input.Handoff is { } handoff)
        {
            Say(id, IntentRelations.HandoffTo, Value(FactValueType.Ref, input.To[0]));
            Say(id, IntentRelations.HandoffSummary, Value(FactValueType.Text, handoff.Summary));
            foreach (var reference in handoff.FactRefs)
                Say(id, IntentRelations.ContextRef, Value(FactValueType.Ref, reference));
            if (handoff.Continuation is { } continuation)
                Say(id, IntentRelations.Continuation, Value(FactValueType.Text, continuation));
            for (var i = 0; i < handoff.Artifacts.Count; i++)
            {
                var part = Part("artifact", IntentRelations.Artifact, i);
                Say(part, IntentRelations.Name, Value(FactValueType.String, handoff.Artifacts[i].Name));
                Say(part, IntentRelations.Ref, Value(FactValueType.Ref, handoff.Artifacts[i].Ref));
            }
        }
        return facts;
    }

    private static FactValue Value(FactValueType type, string text) => new(type, text, InterpretAs.Content);
}
