using System.CommandLine;
using Stigmem.Cli.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Core.Facts;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Commands.Facts;

/// <summary><c>stigmem fact assert</c>.</summary>
internal static class FactAssert
{
    private static readonly Argument<string> Entity = new("entity") { Description = "What the fact is about, such as user:alice." };
    private static readonly Argument<string> Relation = new("relation") { Description = "What it says about it, such as memory:city." };

    private static readonly Option<string> Value = new("--value")
    {
        Description = "The value; - reads it from the standard input.",
        HelpName = "value",
        Required = true,
    };

    private static readonly Option<string?> Type = FactOptions.Type();
    private static readonly Option<string?> Source = new("--source") { Description = "Who says so. Default: the entity of the API key.", HelpName = "entity" };
    private static readonly Option<string?> Scope = FactOptions.Scope("How far the fact may travel. Default: local.");
    private static readonly Option<double?> Confidence = new("--confidence") { Description = "From 0 to 1. Default: 1.", HelpName = "number" };
    private static readonly Option<string?> ValidUntil = new("--valid-until") { Description = "When it stops being true.", HelpName = "time" };
    private static readonly Option<string?> Garden = new("--garden") { Description = "URI of the garden it belongs to.", HelpName = "uri" };
    private static readonly Option<string[]> DerivedFrom = new("--derived-from") { Description = "Id or content id of a fact it was made from; may be repeated.", HelpName = "id" };
    private static readonly Option<bool> Instruction = new("--instruction") { Description = "Marks the value as an instruction; needs instruction:write." };
    private static readonly Option<string?> SignWith = new("--sign-with") { Description = "Signs with this seed file of 'agent-keys generate'; needs --key-id.", HelpName = "file" };
    private static readonly Option<string?> KeyId = new("--key-id") { Description = "Id of the registered agent key.", HelpName = "id" };

    public static Command Create() => Define.OnNode(
        "assert", "Writes a fact.",
        [Entity, Relation, Value, Type, Source, Scope, Confidence, ValidUntil, Garden, DerivedFrom, Instruction, SignWith, KeyId],
        RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var fact = await FactOfAsync(call);
        var stored = await call.Client.Facts.AssertAsync(Signed(call, fact), call.Cancellation);
        call.Output.Show(stored, record => FactText.Describe(call.Output, record));
        return ExitCodes.Ok;
    }

    private static async Task<NewFact> FactOfAsync(NodeCall call)
    {
        var value = ValueArgument.Read(call.Get(Value)!, call.Get(Type), Console.In);
        return new NewFact
        {
            Entity = call.Get(Entity),
            Relation = call.Get(Relation),
            Value = call.Get(Instruction) ? value.AsInstruction() : value,
            Source = call.Get(Source) ?? await call.OwnEntityAsync(),
            Confidence = call.Get(Confidence) ?? 1,
            Scope = FactOptions.ScopeOf(call.Get(Scope), FactScope.Local),
            ValidUntil = FactOptions.Moment(call.Get(ValidUntil), "--valid-until"),
            Garden = call.Get(Garden),
            DerivedFrom = [.. (call.Get(DerivedFrom) ?? []).Select(Cite)],
        };
    }

    private static Citation Cite(string id) =>
        id.StartsWith("sha256:", StringComparison.Ordinal) ? new Citation(null, id) : new Citation(id, null);

    private static NewFact Signed(NodeCall call, NewFact fact)
    {
        if (call.Get(SignWith) is not { } path)
            return fact;
        var keyId = call.Get(KeyId) ?? throw CommandFailure.Usage("--sign-with needs --key-id", "'stigmem agent-keys list' shows the ids.");
        using var signer = SeedFile.Open(path);
        return fact.SignedBy(keyId, signer);
    }
}
