using System.CommandLine;

namespace Stigmem.Cli.Commands.Embeddings;

/// <summary><c>stigmem embed reindex</c>.</summary>
internal static class EmbedReindex
{
    public static Command Create() => Define.OnNode("reindex", "Throws all vectors away and makes them anew with the model that is set. Needs admin.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await call.Client.Embeddings.ReindexAsync(call.Cancellation);
        return await EmbedBackfill.RunAsync(call);
    }
}
