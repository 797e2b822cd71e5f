using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Intents;

/// <summary><c>stigmem intent show</c>.</summary>
internal static class IntentShow
{
    private static readonly Argument<string> Id = new("id") { Description = "Its name, as 'intent post' prints it." };

    public static Command Create() => Define.OnNode("show", "Shows an intent.", [Id], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var found = await call.Client.Intents.GetAsync(call.Get(Id), call.Cancellation);
        call.Output.Show(found, intent => call.Output.Fields(
        [
            ("id", intent.Id), ("from", intent.From), ("to", string.Join(' ', intent.To)), ("goal", intent.Goal), ("scope", intent.Scope),
            ("created", intent.CreatedAt), ("expires", intent.ExpiresAt),
            .. intent.Constraint.Select(one => ("constraint", (string?)$"{one.Kind} {one.Limit.V} {one.Unit}".TrimEnd())),
            .. intent.Preference.Select(one => ("preference", (string?)$"{one.Kind} {one.Value.V}")),
            .. intent.Deference.Select(one => ("deference", (string?)$"{one.Condition}: {one.DeferTo}")),
            ("escalation", intent.Escalation is { } escalation ? $"{escalation.EscalateTo} by {escalation.Channel}, {escalation.Priority}" : null),
            ("handoff", intent.Handoff?.Summary),
        ]));
        return ExitCodes.Ok;
    }
}
