using System.Text.Json.Serialization;
using Stigmem.Protocol.Graph;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Graph</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NeighborsResponse))]
internal sealed partial class GraphJsonContext : JsonSerializerContext;
