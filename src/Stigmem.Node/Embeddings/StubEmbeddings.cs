using Microsoft.Extensions.AI;
using Stigmem.Core.Vectors;

namespace Stigmem.Node.Embeddings;

/// <summary>The contract's vectors for tests; nothing leaves the process.</summary>
internal sealed class StubEmbeddings(int dimension) : IEmbeddingGenerator<string, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(StubVector.Of(text, dimension)))));

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }
}
