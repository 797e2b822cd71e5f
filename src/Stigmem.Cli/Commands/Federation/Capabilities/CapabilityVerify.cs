using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation.Capabilities;

/// <summary><c>stigmem capability verify</c>.</summary>
internal static class CapabilityVerify
{
    private const string Stdin = "-";

    private static readonly Argument<string> Token = new("token-file")
    {
        Description = "File with the token's JSON; - reads it from the standard input, which keeps it out of the process list.",
        DefaultValueFactory = _ => Stdin,
    };

    public static Command Create() => Define.OnNode("verify", "Tells whether a capability token holds at the node. Exit code 1: it does not.", [Token], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var answer = await call.Client.Capabilities.VerifyAsync(await ReadAsync(call), call.Cancellation);
        call.Output.Show(answer, shown => call.Output.Line(shown.Valid ? "valid" : $"not valid: {shown.Reason}"));
        if (!answer.Valid && !call.Output.IsJson)
            call.Output.Note(Cure(answer.Reason));
        return answer.Valid ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static async Task<string> ReadAsync(NodeCall call)
    {
        var path = call.Get(Token);
        if (path == Stdin)
            return (await Console.In.ReadToEndAsync(call.Cancellation)).Trim();
        return File.Exists(path)
            ? (await File.ReadAllTextAsync(path, call.Cancellation)).Trim()
            : throw new CommandFailure($"there is no file at {path}", "file_missing", "Name the file with the token's JSON, or - for the standard input.");
    }

    private static string Cure(string? reason) => reason switch
    {
        "token_expired" => "Ask the issuer for a new one.",
        "token_revoked" => "It was taken back; ask the issuer why.",
        _ => "The node must know the issuer's manifest ('stigmem manifest show <issuer>'), and a strict node must be able to reach the issuer's list of revocations.",
    };
}
