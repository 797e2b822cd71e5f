using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Embeddings;

namespace Stigmem.Cli.Commands.Embeddings;

/// <summary><c>stigmem embed backfill</c>.</summary>
internal static class EmbedBackfill
{
    public static Command Create() => Define.OnNode("backfill", "Makes the vectors that are missing now, and tells how far it is. Needs admin.", [], RunAsync);

    /// <summary>Goes on until every fact was looked at.</summary>
    public static async Task<int> RunAsync(NodeCall call)
    {
        while (true)
        {
            var status = await call.Client.Embeddings.BackfillAsync(call.Cancellation);
            if (status.Problem is { } problem)
                throw new CommandFailure(problem, "embedding_failed", "'stigmem embed status' asks the provider again; what was made so far is kept.");
            if (status.Position >= status.Head)
            {
                call.Output.Show(status, done => call.Output.Line(Progress(done)));
                return ExitCodes.Ok;
            }
            call.Output.Note(Progress(status));
        }
    }

    private static string Progress(EmbeddingStatus status) =>
        string.Create(CultureInfo.InvariantCulture, $"{status.Vectors} vectors, {status.Position} of {status.Head} looked at");
}
