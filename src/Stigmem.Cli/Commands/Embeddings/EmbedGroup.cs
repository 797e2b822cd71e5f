using System.CommandLine;

namespace Stigmem.Cli.Commands.Embeddings;

/// <summary><c>stigmem embed</c>.</summary>
internal static class EmbedGroup
{
    public static Command Create() => Define.Group("embed", "Vectors, for recall by meaning.", EmbedStatus.Create(), EmbedBackfill.Create(), EmbedReindex.Create());
}
