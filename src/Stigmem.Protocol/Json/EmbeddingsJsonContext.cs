using System.Text.Json.Serialization;
using Stigmem.Protocol.Embeddings;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Embeddings</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(EmbeddingStatus))]
internal sealed partial class EmbeddingsJsonContext : JsonSerializerContext;
