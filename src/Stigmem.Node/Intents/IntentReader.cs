using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Intents;

namespace Stigmem.Node.Intents;

/// <summary>Reads the body of an intent and reports every shape problem of it.</summary>
internal static class IntentReader
{
    private const int LongestGoal = 2_048;
    private static readonly string[] Channels = ["email", "slack", "stigmem"];
    private static readonly string[] Priorities = ["critical", "high", "low", "medium"];

    /// <summary>Reads an intent; when <see cref="ShapeErrors.Any"/> is set the result means nothing.</summary>
    public static IntentInput Read(ObjectReader body)
    {
        var expiresAt = body.OptionalText("expires_at");
        long? expires = null;
        if (expiresAt is not null && Instants.TryParse(expiresAt, out var microseconds))
            expires = microseconds;
        else if (expiresAt is not null)
            body.Errors.Value(body.At("expires_at"), "expires_at must be an ISO 8601 date or time", "null");
        return new IntentInput
        {
            Id = body.OptionalText("id") is { Length: > 0 } id ? id : null,
            From = body.RequiredText("from", least: 1),
            To = Recipients(body),
            Goal = body.RequiredText("goal", 1, LongestGoal),
            Scope = AssertInputReader.ReadScope(body, "scope", FactScope.Company),
            ExpiresAt = expiresAt,
            ExpiresMicroseconds = expires,
            Constraints = [.. Parts(body, "constraint").Select(part => (part.RequiredText("kind", 1), AssertInputReader.ReadValue(part, "limit").Value, part.OptionalText("unit")))],
            Preferences = [.. Parts(body, "preference").Select(part => (part.RequiredText("kind", 1), AssertInputReader.ReadValue(part, "value").Value, part.Number("weight", 1, 0, 1) + 0.0))],
            Deferences = [.. Parts(body, "deference").Select(Deference)],
            Escalation = Part(body, "escalation") is { } escalation ? Escalation(escalation) : null,
            Handoff = Part(body, "handoff") is { } handoff ? Handoff(handoff) : null,
        };
    }

    private static IReadOnlyList<string> Recipients(ObjectReader body)
    {
        if (!body.TryGet("to", out _))
        {
            body.Missing("to");
            return [];
        }
        var to = body.Texts("to", []);
        if (to.Count == 0 && !body.Errors.Any)
        {
            body.Errors.Add(
                "too_short", body.At("to"), "List should have at least 1 item after validation, not 0", "[]",
                """{"field_type":"List","min_length":1,"actual_length":0}""");
        }
        for (var i = 0; i < to.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(to[i]))
                body.Errors.Value([.. body.At("to"), i], "to must not contain empty strings", "\"\"");
        }
        return to;
    }

    private static IntentDeference Deference(ObjectReader part) => new()
    {
        Condition = part.RequiredText("condition", 1),
        DeferTo = part.RequiredText("defer_to", 1),
        TimeoutSeconds = part.OptionalInteger("timeout_s", 0, int.MaxValue),
    };

    private static IntentEscalation Escalation(ObjectReader part) => new()
    {
        EscalateTo = part.RequiredText("escalate_to", 1),
        Channel = Word(part, "channel", "stigmem", Channels),
        Priority = Word(part, "priority", "medium", Priorities),
        IncludeContext = part.Flag("include_context", true),
    };

    private static IntentHandoff Handoff(ObjectReader part) => new()
    {
        Summary = part.RequiredText("summary", 1),
        FactRefs = References(part),
        Continuation = part.OptionalText("continuation"),
        Artifacts = [.. Parts(part, "artifacts").Select(artifact => new IntentArtifact { Name = artifact.RequiredText("name", 1), Ref = artifact.RequiredText("ref", 1) })],
    };

    private static IReadOnlyList<string> References(ObjectReader part)
    {
        var references = part.Texts("fact_refs", []);
        for (var i = 0; i < references.Count; i++)
        {
            if (references[i].Length == 0)
                part.Errors.Value([.. part.At("fact_refs"), i], "fact_refs must not contain empty strings", "\"\"");
        }
        return references;
    }

    private static string Word(ObjectReader part, string name, string byDefault, string[] words)
    {
        var word = part.Text(name, byDefault);
        if (!words.Contains(word))
            part.Errors.Value(part.At(name), $"{name} must be one of [{AssertInputReader.Quoted(words)}]", "null");
        return word;
    }

    private static ObjectReader? Part(ObjectReader body, string name) =>
        body.TryGet(name, out var element) && element.ValueKind != JsonValueKind.Null ? new ObjectReader(element, body.Errors, body.At(name)) : null;

    private static IEnumerable<ObjectReader> Parts(ObjectReader body, string name) =>
        body.Objects(name).Select((element, i) => new ObjectReader(element, body.Errors, [.. body.At(name), i]));
}
