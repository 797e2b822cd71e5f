using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Stigmem.Node.Embeddings;

/// <summary>Any endpoint that speaks OpenAI's embeddings API.</summary>
internal sealed class OpenAiEmbeddings(EmbeddingEndpoint endpoint, string model) : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        using var answer = await endpoint.PostAsync("embeddings", model, "input", texts, cancellationToken);
        // Answers need not be in the order of the texts; each says whose it is.
        var ordered = new Embedding<float>?[texts.Count];
        foreach (var item in Vectors.Member(answer.RootElement, "data").EnumerateArray())
        {
            var index = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("index", out var at) && at.TryGetInt32(out var place) ? place : -1;
            if (index < 0 || index >= ordered.Length || ordered[index] is not null)
                throw new EmbeddingException("the provider answers with vectors of texts that were not sent");
            ordered[index] = Vectors.Read(item, "embedding");
        }
        return [.. ordered.Select(vector => vector ?? throw new EmbeddingException("the provider answers with fewer vectors than texts"))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => endpoint.Dispose();
}
