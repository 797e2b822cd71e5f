using System.Net;
using Microsoft.Extensions.AI;

namespace Stigmem.Node.Embeddings;

/// <summary>Ollama: all texts in one request, or one by one from versions that know no other way.</summary>
internal sealed class OllamaEmbeddings(EmbeddingEndpoint endpoint, string model) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>What the text is called in requests of one text.</summary>
    public const string OldMember = "prompt";

    private bool _isOld;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        if (!_isOld)
        {
            try
            {
                using var answer = await endpoint.PostAsync("api/embed", model, "input", texts, cancellationToken);
                return Vectors.ReadAll(answer.RootElement, "embeddings");
            }
            catch (EmbeddingException e) when (e.Status == HttpStatusCode.NotFound)
            {
                // An unknown model is not found either; then the old way finds nothing as well.
            }
        }
        GeneratedEmbeddings<Embedding<float>> embeddings = [];
        foreach (var text in texts)
        {
            using var answer = await endpoint.PostAsync("api/embeddings", model, OldMember, [text], cancellationToken);
            embeddings.Add(Vectors.Read(answer.RootElement, "embedding"));
        }
        _isOld = true;
        return embeddings;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => endpoint.Dispose();
}
