using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Stigmem.Node.Embeddings;

/// <summary>Reads vectors from what a provider answers.</summary>
internal static class Vectors
{
    /// <summary>A list of vectors.</summary>
    /// <exception cref="EmbeddingException">There is none.</exception>
    public static GeneratedEmbeddings<Embedding<float>> ReadAll(JsonElement answer, string name)
    {
        GeneratedEmbeddings<Embedding<float>> all = [];
        foreach (var vector in Member(answer, name).EnumerateArray())
            all.Add(Read(vector));
        return all;
    }

    /// <summary>One vector.</summary>
    /// <exception cref="EmbeddingException">There is none.</exception>
    public static Embedding<float> Read(JsonElement answer, string name) => Read(Member(answer, name));

    /// <summary>The array of a name.</summary>
    /// <exception cref="EmbeddingException">There is none.</exception>
    public static JsonElement Member(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ? member
            : throw new EmbeddingException($"what answers there is no embedding provider: its answer has no list '{name}'");

    private static Embedding<float> Read(JsonElement vector)
    {
        if (vector.ValueKind != JsonValueKind.Array)
            throw new EmbeddingException("the provider answers with something that is no vector");
        var numbers = new float[vector.GetArrayLength()];
        var i = 0;
        foreach (var number in vector.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetSingle(out numbers[i]) || !float.IsFinite(numbers[i]))
                throw new EmbeddingException("the provider answers with a vector that holds something else than numbers");
            i++;
        }
        return new Embedding<float>(numbers);
    }
}
