using System.CommandLine;
using Stigmem.Cli.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Commands.Facts;

/// <summary><c>stigmem fact get</c>.</summary>
internal static class FactGet
{
    private static readonly Argument<string> Id = new("id") { Description = "Id of the fact, or its content id sha256:…." };
    private static readonly Option<bool> ValueOnly = new("--value-only") { Description = "Prints the value and nothing else, as it is." };

    public static Command Create() => Define.OnNode("get", "Shows one fact.", [Id, ValueOnly], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var fact = await call.Client.Facts.GetAsync(call.Get(Id), call.Cancellation);
        if (call.Get(ValueOnly) && !call.Output.IsJson)
            call.Output.Verbatim(Value(fact));
        else
            call.Output.Show(fact, record => FactText.Describe(call.Output, record));
        return ExitCodes.Ok;
    }

    /// <summary>A script that asked for the value must not take the absence of one for it.</summary>
    private static string Value(FactRecord fact) => fact.SanitizerRedacted
        ? throw new CommandFailure("the sanitizer withholds the value", "value_withheld", "A moderator may let it out of quarantine; see STIGMEM_SANITIZER_MODE.")
        : fact.Value.V.ToString();
}
