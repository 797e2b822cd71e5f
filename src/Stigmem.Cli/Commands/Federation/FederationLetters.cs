using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation letters</c>.</summary>
internal static class FederationLetters
{
    private static readonly Option<string?> Peer = new("--peer") { Description = "Only of this registration.", HelpName = "id" };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };

    public static Command Create() => Define.OnNode("letters", "Lists facts of peers that were not stored, and why; needs federate.", [Peer, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var page = await call.Client.Federation.ListLettersAsync(call.Get(Peer), call.Get(Cursor), cancellation: call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(
            ["peer", "fact", "reason", "tried again", "tries", "first seen", "last tried"],
            shown.Letters.Select(letter => new[]
            {
                letter.NodeId ?? letter.PeerId, letter.FactId, letter.Reason, letter.Curable ? "yes" : "no",
                letter.Attempts.ToString(System.Globalization.CultureInfo.InvariantCulture), letter.FirstSeen, letter.LastTried,
            }),
            "Every fact of every peer was stored."));
        if (page.Cursor is { } cursor && !call.Output.IsJson)
            call.Output.Note($"There are more: --cursor {cursor}");
        return ExitCodes.Ok;
    }
}
