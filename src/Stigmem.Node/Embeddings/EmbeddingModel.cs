using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Embeddings;

/// <summary>The provider that the operator has named. What it answers is believed only as far as it fits.</summary>
internal sealed class EmbeddingModel(EmbeddingSettings settings, EmbeddingMetrics metrics, TimeProvider time) : IDisposable
{
    private const string ProbeText = "stigmem";
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator = settings.Provider switch
    {
        EmbeddingProvider.Stub => new StubEmbeddings(settings.Dimension),
        EmbeddingProvider.Openai => new OpenAiEmbeddings(new EmbeddingEndpoint(settings.Endpoint, settings.ApiKey), settings.Model),
        _ => new OllamaEmbeddings(new EmbeddingEndpoint(settings.Endpoint, ""), settings.Model),
    };

    /// <summary>Why the last call brought no vectors; null when it did, or there was none.</summary>
    public string? Failure { get; private set; }

    /// <summary>The vectors of texts, each of length 1, in their order.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="patience">How long the provider may take.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="EmbeddingException">There are none, or they are not of the length that was set.</exception>
    public async Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, TimeSpan patience, CancellationToken ct)
    {
        try
        {
            var vectors = await CallAsync(texts, patience, ct);
            if (vectors.FirstOrDefault(vector => vector.Length != settings.Dimension) is { } other)
                throw new EmbeddingException($"the model makes vectors of {other.Length} numbers, STIGMEM_EMBED_DIMENSION is {settings.Dimension}");
            foreach (var vector in vectors)
                Normalize(vector);
            (Failure, _) = (null, metrics.Answered(true));
            return vectors;
        }
        catch (EmbeddingException e)
        {
            (Failure, _) = (e.Message, metrics.Answered(false));
            throw;
        }
    }

    /// <summary>The length of the provider's vectors.</summary>
    /// <exception cref="EmbeddingException">It makes none.</exception>
    public async Task<int> ProbeAsync(CancellationToken ct) => (await CallAsync([ProbeText], settings.Timeout, ct))[0].Length;

    public void Dispose() => _generator.Dispose();

    private async Task<IReadOnlyList<float[]>> CallAsync(IReadOnlyList<string> texts, TimeSpan patience, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            var answers = await _generator.GenerateAsync(texts, null, either.Token);
            return answers.Count == texts.Count
                ? [.. answers.Select(answer => answer.Vector.ToArray())]
                : throw new EmbeddingException($"the provider answers with {answers.Count} vectors for {texts.Count} texts");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new EmbeddingException("the provider did not answer in time");
        }
    }

    private static void Normalize(Span<float> vector)
    {
        var length = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(length) || length <= 0)
            throw new EmbeddingException("the provider answers with a vector that has no direction");
        TensorPrimitives.Divide(vector, length, vector);
    }
}
