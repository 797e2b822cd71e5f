using System.Text.Json.Serialization;
using Stigmem.Protocol.Entities;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Entities</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ResolveResponse))]
internal sealed partial class EntitiesJsonContext : JsonSerializerContext;
