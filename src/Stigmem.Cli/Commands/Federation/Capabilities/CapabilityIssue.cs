using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Core.Capabilities;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Cli.Commands.Federation.Capabilities;

/// <summary><c>stigmem capability issue</c>.</summary>
internal static class CapabilityIssue
{
    private static readonly Argument<string> Subject = new("subject") { Description = "Who may: an entity of the organisation's manifest." };
    private static readonly Option<string?> Verb = new Option<string?>("--verb") { Description = "What it may do.", Required = true }.From(CapabilityVerbs.All);

    private static readonly Option<string> Object = new("--object")
    {
        Description = "To what: stigmem://facts, or stigmem://facts/scope:<scope>.",
        HelpName = "uri",
        DefaultValueFactory = _ => "stigmem://facts/scope:public",
    };

    private static readonly Option<string?> Issuer = new("--issuer") { Description = "The organisation that grants. Default: the entity of the key.", HelpName = "uri" };
    private static readonly Option<long> Seconds = new("--ttl") { Description = "Seconds that it holds, at most 7776000.", HelpName = "seconds", DefaultValueFactory = _ => 3_600 };

    public static Command Create() => Define.OnNode(
        "issue", "Issues a capability token and prints it; whoever has it may use it. Needs write, by a key of the organisation.",
        [Subject, Verb, Object, Issuer, Seconds], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var issued = await call.Client.Capabilities.IssueAsync(
            new CapabilityIssueRequest
            {
                Issuer = call.Get(Issuer) ?? await call.OwnEntityAsync(),
                Subject = call.Get(Subject),
                Verb = call.Get(Verb)!,
                Object = call.Get(Object)!,
                TtlSeconds = call.Get(Seconds),
            },
            call.Cancellation);
        call.Output.Show(issued, shown =>
        {
            call.Output.Verbatim(shown.TokenJson);
            call.Output.Note($"{shown.TokenId} until {shown.Expiry}; 'stigmem capability revoke {shown.TokenId}' takes it back");
        });
        return ExitCodes.Ok;
    }
}
