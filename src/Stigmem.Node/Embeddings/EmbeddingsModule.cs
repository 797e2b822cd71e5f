using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Recall;

namespace Stigmem.Node.Embeddings;

/// <summary>Vectors of texts, for recall by meaning.</summary>
internal static class EmbeddingsModule
{
    public static IServiceCollection AddEmbeddings(this IServiceCollection services) => services
        .AddSingleton<EmbeddingMetrics>().AddSingleton<EmbeddingModel>().AddSingleton<EmbeddingConsent>().AddSingleton<VectorStore>().AddSingleton<EmbeddableFacts>()
        .AddSingleton<QuestionVectors>().AddSingleton<SemanticRecall>().AddSingleton<EmbedJob>().AddHostedService<JobHost<EmbedJob>>()
        .AddSingleton<INodeCheck, EmbeddingCheck>().AddSingleton<EmbeddingReport>()
        .AddSingleton<GetEmbeddings>().AddSingleton<BackfillEmbeddings>().AddSingleton<ReindexEmbeddings>();

    public static void MapEmbeddings(this OperationMap map, IServiceProvider services) => map
        .Map(GetEmbeddings.Operation, services.GetRequiredService<GetEmbeddings>().Handle)
        .Map(BackfillEmbeddings.Operation, services.GetRequiredService<BackfillEmbeddings>().Handle)
        .Map(ReindexEmbeddings.Operation, services.GetRequiredService<ReindexEmbeddings>().Handle);
}
